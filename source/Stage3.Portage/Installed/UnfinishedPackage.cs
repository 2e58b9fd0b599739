using System.Collections.Immutable;
using System.Text;
using Stage3.Linux.Files;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>
/// A package that counts as installed, with something left to do: entries of what it replaced to be taken out, libraries of those to be noted that are kept, or its
/// <c>pkg_postinst</c> to be run.
/// </summary>
/// <param name="Package">The package.</param>
/// <param name="Replaced">What it takes the place of.</param>
/// <param name="Kept">Libraries of those that are still needed.</param>
public sealed record UnfinishedPackage(InstalledPackage Package, ImmutableArray<PackageId> Replaced, ImmutableArray<BytePath> Kept)
{
    /// <summary>The file of an entry that says so; other package managers pass over it.</summary>
    internal const string Key = "STAGE3_UNFINISHED";

    internal static UnfinishedPackage? Of(InstalledPackage package)
    {
        if ((package.Folder / Key) is not { IsFile: true } file) return null;
        var lines = File.ReadLines(file.Value).ToList();
        return new(
            package,
            [.. lines.Where(line => PackageId.TryParse(line, out _)).Select(PackageId.Parse)],
            [.. lines.Where(line => line.StartsWith('/')).Select(BytePath.Parse)]);
    }

    internal static byte[] ToBytes(IEnumerable<PackageId> replaced, IEnumerable<BytePath> kept) =>
        Encoding.UTF8.GetBytes(string.Concat([.. replaced.Select(id => $"{id}\n"), .. kept.Select(path => $"/{Encoding.UTF8.GetString(path.Bytes.Span)}\n")]));
}
