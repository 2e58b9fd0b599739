using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Normalising;

/// <summary>The rules that an archive is made by; see docs/decisions/0007-normalising.md.</summary>
public sealed class Normalisation
{
    private Normalisation(ImmutableArray<NormalisingRule> rules) => Rules = rules;

    /// <summary>No rule: the archive holds what the root holds.</summary>
    public static Normalisation None { get; } = new([]);

    /// <summary>The rules, in the order in which they are asked; the first that has a say decides.</summary>
    public ImmutableArray<NormalisingRule> Rules { get; }

    /// <summary>All rules, for one root and the latest time that its archive may tell.</summary>
    public static Normalisation Of(HostPath root, FileTime latest) => new(
    [
        new BuildTimes(latest),
        MergeOrder.Of(root),
        new RecordedTimes(latest),
        new PasswordAges(latest),
        new MachineId(),
        StateFiles.LoaderCache,
        StateFiles.PackageManager,
        StateFiles.Chance,
        Unowned.PythonCaches(root),
        Unowned.Logs(root),
        Unowned.AccountBackups(root),
    ]);

    /// <summary>The rule that leaves an entry out; null where none does.</summary>
    public LeaveOutRule? LeavingOut(BytePath path, FileType type) =>
        Rules.OfType<LeaveOutRule>().FirstOrDefault(rule => rule.LeavesOut(path, type));

    /// <summary>The rule that has a say in a file's content; null where none has.</summary>
    public RewriteRule? Rewriting(BytePath path)
    {
        if (Rules.IsEmpty) return null;
        var text = path.ToString();
        return Rules.OfType<RewriteRule>().FirstOrDefault(rule => rule.Concerns(text));
    }
}
