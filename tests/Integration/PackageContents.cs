using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Integration;

/// <summary>What is in a package, apart from when and as which build it was made.</summary>
internal static class PackageContents
{
    private static readonly HashSet<string> OfTheBuild = ["BUILD_TIME", "BUILD_ID", "environment.bz2"];

    /// <summary>One line for each key of the metadata and each member of the image, sorted.</summary>
    public static IReadOnlyList<string> Of(HostPath file)
    {
        using var package = BinaryPackageFile.Open(file, PackageScope.Everything, CancellationToken.None);
        var info = package.ReadMetadata();
        var lines = info.Keys.Where(key => !OfTheBuild.Contains(key)).Select(key => $"{key}={info[key]}").ToList();
        using var image = package.OpenImage();
        while (image.Read() is { } entry)
        {
            var content = entry.Size > 0 ? Convert.ToHexStringLower(SHA256.HashData(image.Content)) : "";
            lines.Add($"{entry.Path} {entry.Type} {entry.Mode:x} {entry.Uid}:{entry.Gid} {entry.Size} {content} {entry.SymlinkTarget}");
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
