namespace Stage3.Linux.Namespaces;

/// <summary>
/// A folder that can be written to while nothing of it changes: what is written lands in <see cref="Upper"/>. Where the
/// kernel refuses overlays, a copy of the folder takes its place, and <see cref="Kind"/> says so afterwards.
/// </summary>
/// <param name="Folder">What is covered, such as <c>/etc</c>.</param>
/// <param name="Scratch">A folder of its own for the layers, on a file system that can be written to, not below <paramref name="Folder"/>.</param>
public sealed record OverlayMount(HostPath Folder, HostPath Scratch)
{
    /// <summary>The upper layer; what is laid here before the mount is seen over the folder's own.</summary>
    public HostPath Upper => Scratch / "upper";

    /// <summary>What was used, once the program has started.</summary>
    public OverlayKind Kind => KindFile.IsFile && Enum.TryParse<OverlayKind>(File.ReadAllText(KindFile.Value).Trim(), ignoreCase: true, out var kind)
        ? kind
        : OverlayKind.None;

    /// <summary>Where the folder's files lie that the program changed: the upper layer alone, or the whole copy.</summary>
    public HostPath Written => Kind == OverlayKind.Copy ? Scratch / "copy" : Upper;

    private HostPath KindFile => Scratch / "kind";
}
