namespace Stage3.Linux.Namespaces;

/// <summary>A file or folder shown at another place, with all that is mounted below it. See mount(8), <c>--rbind</c>.</summary>
/// <param name="Source">What is shown.</param>
/// <param name="Target">Where; it must be there and of the same kind.</param>
public sealed record BindMount(HostPath Source, HostPath Target);
