using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>A package's phase called for a change of the build host's accounts. It was refused: neither the host's nor ROOT's changed.</summary>
/// <param name="package">Whose phase.</param>
/// <param name="phase">The phase function, such as <c>pkg_setup</c>.</param>
/// <param name="calls">The account tools' command lines.</param>
/// <param name="log">The package's log.</param>
public sealed class HostAccountsRefusedException(PackageId package, string phase, ImmutableArray<string> calls, HostPath log) : Stage3Exception(
    what: $"{package}: {package.Name.Name}'s {phase} tried to change the build host's accounts: user.eclass is not ROOT-aware; run PatchEclass",
    where: $"{package}: {string.Join("; ", calls)}, log {log}",
    remedy: "run the target PatchEclass, then build and merge again: packages that were built with the former eclass are built anew")
{
    /// <summary>Whose phase.</summary>
    public PackageId Package { get; } = package;

    /// <summary>The phase function.</summary>
    public string Phase { get; } = phase;

    /// <summary>What it called, each a command line.</summary>
    public ImmutableArray<string> Calls { get; } = calls;
}
