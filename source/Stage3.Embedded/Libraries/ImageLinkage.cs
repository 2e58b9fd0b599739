using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Libraries;

/// <summary>
/// What the programs and libraries of a built package need and provide, by which <c>preserve-libs</c> knows who needs whom: NEEDED, NEEDED.ELF.2, REQUIRES and PROVIDES of its metadata, as Portage
/// writes them with the help of scanelf(1) and file(1). Its lines are in the order of their paths, and not of the disk.
/// </summary>
/// <param name="Binaries">The files.</param>
internal sealed record ImageLinkage(ImmutableArray<ImageBinary> Binaries)
{
    /// <summary>Reads an image.</summary>
    internal static ImageLinkage Of(HostPath image, CancellationToken cancellation) =>
        new([.. TreeWalk.Walk(image, descend: null, cancellation).Select(ImageBinary.Read).OfType<ImageBinary>().OrderBy(binary => binary.Path)]);

    /// <summary>The metadata with all of it; unchanged where there is no such file.</summary>
    /// <param name="info">The metadata.</param>
    /// <param name="providesExclude">PROVIDES_EXCLUDE of the ebuild: patterns of files and sonames that count for nothing in PROVIDES.</param>
    /// <param name="requiresExclude">REQUIRES_EXCLUDE, likewise.</param>
    internal BuildInfo AddTo(BuildInfo info, string providesExclude, string requiresExclude)
    {
        info = info.With("PROVIDES_EXCLUDE", providesExclude).With("REQUIRES_EXCLUDE", requiresExclude);
        if (Binaries.IsEmpty) return info;
        var dependencies = new SonameDependencies(providesExclude, requiresExclude);
        foreach (var binary in Binaries) dependencies.Add(binary);
        return info
            .With("NEEDED", Bytes(Binaries.Select(binary => binary.ShortLine)))
            .With(NeededEntry.Key, Bytes(Binaries.Select(binary => binary.Line)))
            .With("REQUIRES", dependencies.Requires())
            .With("PROVIDES", dependencies.Provides());
    }

    private static ImmutableArray<byte> Bytes(IEnumerable<string> lines) => [.. Encoding.UTF8.GetBytes(string.Concat(lines))];
}
