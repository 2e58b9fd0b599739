using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Binhosts;

/// <summary>A package that a binhost's index names, with all that is needed to fetch and to check it.</summary>
/// <param name="Entry">Its stanza.</param>
/// <param name="Path">Its file, relative to the binhost, and never outside of it.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Digest">SHA-1, else MD5, as the index gives it, lower case.</param>
public sealed record BinhostPackage(PackagesIndexEntry Entry, string Path, long Size, string Digest)
{
    /// <summary>No package is longer.</summary>
    internal const long Longest = 16L << 30;

    /// <summary>The ending of its name, by which the format is told.</summary>
    internal string Ending => BinaryPackageFile.Endings.First(ending => Path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Reads what a stanza says of the file.</summary>
    /// <param name="entry">The stanza.</param>
    /// <param name="package">The package.</param>
    /// <param name="error">What is wrong with it, all at once.</param>
    public static bool TryRead(PackagesIndexEntry entry, [NotNullWhen(true)] out BinhostPackage? package, [NotNullWhen(false)] out string? error)
    {
        var path = entry.Path.Length > 0 ? entry.Path : $"{entry.Package}.tbz2";
        var digest = (entry["SHA1"].Length > 0 ? entry["SHA1"] : entry["MD5"]).ToLowerInvariant();
        var problems = new List<string>();
        if (!StaysBelow(path)) problems.Add($"PATH: '{path}' leads out of the binhost");
        else if (!BinaryPackageFile.Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))) problems.Add($"PATH: '{path}' is no name of a package: {string.Join(", ", BinaryPackageFile.Endings)}");
        if (!long.TryParse(entry["SIZE"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is 0 or > Longest)
            problems.Add($"SIZE: '{entry["SIZE"]}' is no length of a package");
        if (!IsHex(digest, entry["SHA1"].Length > 0 ? 40 : 32)) problems.Add(digest.Length == 0 ? "it has neither SHA1 nor MD5" : $"'{digest}' is no digest");
        package = problems.Count == 0 ? new BinhostPackage(entry, path, size, digest) : null;
        error = string.Join("; ", problems);
        return package is not null;
    }

    private static bool StaysBelow(string path) => path.Split('/').All(part => part is [not '.', ..]) && !path.Any(character => char.IsControl(character) || character == '\\');

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
