using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>A command would put packages into the running system, which was not asked for. Nothing was done.</summary>
public sealed class HostMergeRefusedException(EmergeCommand command, ImmutableArray<PackageId> packages) : Stage3Exception(
    what: $"'{command}' would merge into the build host's own '/': {string.Join(", ", packages)}",
    where: "the plan of emerge --pretend",
    remedy: $"they are build tools (BDEPEND): install them on the host (emerge --oneshot {string.Join(' ', packages.Select(package => $"={package}"))}), or allow it with --allow-host-merge")
{
    /// <summary>What would go there.</summary>
    public ImmutableArray<PackageId> Packages { get; } = packages;
}
