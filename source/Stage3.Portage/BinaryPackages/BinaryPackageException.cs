using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>A binary package that is refused: nothing of it was used.</summary>
public sealed class BinaryPackageException(string what, HostPath file, Exception? inner = null, string? remedy = null) : Stage3Exception(
    what, file.Value, remedy ?? "delete the file and build or fetch the package again", inner)
{
    /// <summary>The package's file.</summary>
    public HostPath File { get; } = file;
}
