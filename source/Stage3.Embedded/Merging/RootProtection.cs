using System.Collections.Immutable;
using System.Text;
using Stage3.Embedded.Environments;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Configuration;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Which files of a root are the administrator's at the moment: those that the configuration names, and those that packages in the root name in <c>/etc/env.d</c>, as env-update(1) puts them together for
/// <c>profile.env</c> after each package.
/// </summary>
internal sealed class RootProtection(HostPath host, RootFolder root, MergePolicy policy)
{
    private ConfigProtection? _current;
    private bool _isAsMerged;

    /// <summary>What is protected now.</summary>
    internal ConfigProtection Current => _current ??= policy.ProtectionOver(_isAsMerged ? EnvironmentFolder.Read(root, host).Variables : Profile());

    /// <summary>A package has come, or gone.</summary>
    /// <param name="contents">What is recorded of it.</param>
    internal void Changed(IEnumerable<ContentsEntry> contents)
    {
        // What env-update has left may be older than the first package of a run.
        if (_isAsMerged && !contents.Any(entry => EnvironmentFolder.Path.IsParentOf(entry.Path))) return;
        (_current, _isAsMerged) = (null, true);
    }

    private ImmutableSortedDictionary<string, string> Profile()
    {
        var file = FolderInRoot.Of(host, BytePath.Parse("etc")) / "profile.env";
        if (!file.IsFile) return ImmutableSortedDictionary<string, string>.Empty;
        try
        {
            return MakeConf.ParsePlain(File.ReadAllText(file.Value, Encoding.UTF8), file).Assignments.Values.ToImmutableSortedDictionary(assignment => assignment.Name, assignment => assignment.Value, StringComparer.Ordinal);
        }
        catch (ConfigurationException)
        {
            // Whoever broke it has said nothing in it; the end of the run writes it anew.
            return ImmutableSortedDictionary<string, string>.Empty;
        }
    }
}
