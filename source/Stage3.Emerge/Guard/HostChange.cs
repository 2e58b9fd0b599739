using Stage3.Linux;

namespace Stage3.Emerge.Guard;

/// <summary>One file that differs between two snapshots of a host.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">What happened to it.</param>
public sealed record HostChange(HostPath File, HostChangeKind Kind)
{
    /// <summary><c>/etc/group changed</c>.</summary>
    public override string ToString() => $"{File} {Kind.ToString().ToLowerInvariant()}";
}
