using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>
/// Reads the metadata of ebuilds by sourcing them with their eclasses, many in one shell, and keeps what it read by the
/// content of ebuild and eclasses. Thread-safe; several processes may share one cache. See PMS sections 7 and 10.
/// </summary>
/// <param name="workFolder">Where the cache and the shell library are kept.</param>
public sealed class EbuildReader(HostPath workFolder)
{
    // Fewer than these for each shell are not worth another one.
    private const int SmallestShare = 8;

    /// <summary>Reads all of them; one answer for each, in their order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was read until then is kept.</exception>
    public async Task<ImmutableArray<EbuildReading>> ReadAsync(IReadOnlyCollection<EbuildSource> ebuilds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ebuilds);
        var cache = new MetadataCache(workFolder / "metadata");
        var readings = new EbuildReading[ebuilds.Count];
        var unread = new List<Unread>();
        var place = -1;
        foreach (var source in ebuilds)
        {
            place++;
            if (EbuildEapi.Read(source.File, out var refusal) is not { } eapi)
                readings[place] = Refused(source, [refusal!]);
            else if (MetadataCache.Key(source, eapi) is var key && cache.Find(key, source) is { } kept)
                readings[place] = new EbuildReading(source, kept, []);
            else
                unread.Add(new Unread(place, source, eapi, key));
        }
        foreach (var (ebuild, answer) in await SourceAsync(unread, cancellation).ConfigureAwait(false))
        {
            readings[ebuild.Place] = answer.Errors.IsEmpty ? new EbuildReading(ebuild.Source, answer.Metadata, []) : Refused(ebuild.Source, answer.Errors);
            if (answer.Errors.IsEmpty) cache.Keep(ebuild.Key, ebuild.Source, answer.Metadata, answer.Eclasses);
        }
        return [.. readings];
    }

    private async Task<IEnumerable<(Unread Ebuild, MetadataShell.Answer Answer)>> SourceAsync(List<Unread> unread, CancellationToken cancellation)
    {
        if (unread.Count == 0) return [];
        var library = PhaseLibrary.LayOut(workFolder.EnsureFolder());
        var share = Math.Max(SmallestShare, (unread.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount);
        var shares = await Task.WhenAll(unread.Chunk(share).Select(async part =>
        {
            var shell = new MetadataShell(library, workFolder / $"metadata-shell-{Guid.NewGuid():N}");
            var answers = await shell.ReadAsync([.. part.Select(ebuild => (ebuild.Source, ebuild.Eapi))], cancellation).ConfigureAwait(false);
            return part.Zip(answers);
        })).ConfigureAwait(false);
        return shares.SelectMany(answered => answered);
    }

    private static EbuildReading Refused(EbuildSource source, ImmutableArray<string> errors) =>
        new(source, ImmutableSortedDictionary<string, string>.Empty, errors);

    private sealed record Unread(int Place, EbuildSource Source, Eapi Eapi, string Key);
}
