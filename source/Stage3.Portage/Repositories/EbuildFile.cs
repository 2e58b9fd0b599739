using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>An ebuild as it lies in a repository: not read yet.</summary>
/// <param name="Package">Category, name and version, from the place and the name of the file.</param>
/// <param name="Repository">The repository that holds it.</param>
/// <param name="File">The file.</param>
public sealed record EbuildFile(PackageId Package, RepositoryName Repository, HostPath File)
{
    /// <summary>The folder with the ebuild and its <c>files/</c>.</summary>
    public HostPath Folder => File.Parent;

    /// <inheritdoc/>
    public override string ToString() => $"{Package}::{Repository}";
}
