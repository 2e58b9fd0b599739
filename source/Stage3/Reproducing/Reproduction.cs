using System.Collections.Immutable;
using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Packaging;

namespace Stage3.Reproducing;

/// <summary>Holds the outputs of two builds against each other: the archive first, then what lies beside it.</summary>
internal static class Reproduction
{
    // A signature tells when it was made.
    private static readonly ImmutableArray<string> Compared = ["", ".CONTENTS.gz", ".packages.json", ".spdx.json", ".sha256", ".DIGESTS"];
    private const string Provenance = ".provenance.json";

    /// <summary>The one digest that both archives have.</summary>
    /// <param name="first">The folder of the one.</param>
    /// <param name="second">The folder of the other.</param>
    /// <param name="withProvenance">Whether that has to be the same too. It is not where an engine's packages can only be named by their bytes, which tell when they were built.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NotReproducibleException">They differ; the message tells the first entry that does, and how.</exception>
    public static string Compare(HostPath first, HostPath second, bool withProvenance, CancellationToken cancellation)
    {
        var (left, right) = (Archive(first), Archive(second));
        if (left.Name != right.Name) throw new NotReproducibleException($"one is called {left.Name}, the other {right.Name}", left, right);
        foreach (var ending in withProvenance ? Compared.Add(Provenance) : Compared)
        {
            var (mine, other) = (HostPath.Parse(left.Value + ending), HostPath.Parse(right.Value + ending));
            if (Sha256(mine) == Sha256(other)) continue;
            var difference = ending.Length == 0
                ? ArchiveComparison.First(mine, other, cancellation)?.ToString() ?? "the archives hold the same, and are packed or compressed in another way"
                : $"the archives are equal, but not what lies beside them as {mine.Name}";
            throw new NotReproducibleException(difference, mine, other);
        }

        return Sha256(left);
    }

    private static HostPath Archive(HostPath folder) =>
        Directory.GetFiles(folder.Value, "*.sha256") is [var digest]
            ? HostPath.Parse(digest[..^".sha256".Length])
            : throw new Stage3Exception("there is not one archive with its digest", folder.Value, "run Reproduce again, from nothing");

    private static string Sha256(HostPath file)
    {
        using var stream = File.OpenRead(file.Value);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
