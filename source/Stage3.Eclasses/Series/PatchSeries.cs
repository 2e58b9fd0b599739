using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Eclasses.Series;

/// <summary>The patches for eclasses, in the manifest's order, which is the order in which they are tried.</summary>
public sealed class PatchSeries
{
    internal PatchSeries(ImmutableArray<SeriesPatch> patches) => Patches = patches;

    /// <summary>All patches.</summary>
    public ImmutableArray<SeriesPatch> Patches { get; }

    /// <summary>Reads <c>manifest.json</c> and every patch that it names.</summary>
    /// <param name="folder">The folder with the manifest.</param>
    /// <exception cref="PatchSeriesException">Something is missing or malformed; all of it is listed.</exception>
    public static PatchSeries Load(HostPath folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var reader = new SeriesReader(folder);
        var patches = reader.Read();
        return reader.Problems.Count == 0 ? new PatchSeries(patches) : throw new PatchSeriesException(folder, [.. reader.Problems]);
    }

    /// <summary>The patches for one eclass, in the order to try them.</summary>
    /// <param name="eclass">The file's name, such as <c>user.eclass</c>.</param>
    public IEnumerable<SeriesPatch> For(string eclass) => Patches.Where(patch => patch.Eclass == eclass);
}
