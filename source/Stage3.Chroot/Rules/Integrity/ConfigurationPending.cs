using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class ConfigurationPending() : EntryRule(
    "integrity/configuration-pending",
    Severity.Error,
    "No new configuration waits to be taken over (._cfg0000_NAME)",
    "run etc-update or dispatch-conf in the root, or find out what changed the file between two merges",
    "/etc")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this);

    private sealed class Check(ConfigurationPending rule) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            var name = entry.Path.NameSpan;
            if (name.StartsWith("._cfg"u8) && name.Length > 10 && name[9] == '_' && !name[5..9].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                _found.Add(rule.Found($"{entry.Path} waits to replace '{ByteString.Of(name[10..])}'", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
