using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>A phase called for a change of the build host's accounts. Nothing was changed: neither the host's nor ROOT's.</summary>
/// <param name="package">Whose phase.</param>
/// <param name="phase">The phase.</param>
/// <param name="file">The account file that it was about, such as <c>group</c>.</param>
/// <param name="calls">The account tools' command lines, or the files found changed.</param>
/// <param name="log">The package's log.</param>
public sealed class HostAccountsException(PackageId package, Phase phase, string file, ImmutableArray<string> calls, HostPath log) : Stage3Exception(
    what: $"{package.Name.Name}'s {phase.FunctionName()} tried to change the build host's {file} file: user.eclass is not ROOT-aware; run PatchEclass",
    where: $"{package}: {string.Join("; ", calls)}, log {log}",
    remedy: "run the target PatchEclass, then build and merge again: packages that were built with the former eclass are built anew")
{
    /// <summary>Whose phase.</summary>
    public PackageId Package { get; } = package;

    /// <summary>The phase.</summary>
    public Phase Phase { get; } = phase;

    /// <summary>What it called, each a command line, or what was found changed.</summary>
    public ImmutableArray<string> Calls { get; } = calls;
}
