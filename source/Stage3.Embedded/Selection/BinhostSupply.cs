using Stage3.Embedded.Resolution;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;

namespace Stage3.Embedded.Selection;

/// <summary>
/// Packages of binhosts: of what would be built from source, those that were built from the very same inputs are fetched into PKGDIR.
/// </summary>
internal sealed class BinhostSupply(EmbeddedSettings settings)
{
    /// <summary>Fetches, and answers whether anything came, so that the plan is another one now.</summary>
    public async Task<bool> FetchAsync(Selected selected, CancellationToken cancellation)
    {
        if (selected.Ebuilds is not { } ebuilds) return false;
        var wanted = selected.Resolution.Steps.OfType<MergeStep>().Where(step => step.Package.Origin == CandidateOrigin.Source)
            .ToDictionary(step => step.Package.Id, step => ebuilds.Ebuild(step.Package).Origin.Digest.Hex);
        var any = false;
        foreach (var binhost in settings.Published)
        {
            if (wanted.Count == 0) break;
            var reader = new BinhostReader(binhost, settings.PublishedKeys);
            var index = await reader.ReadIndexAsync(cancellation);
            foreach (var entry in index.Entries.Where(entry => wanted.TryGetValue(entry.Package, out var from) && from == entry[BuildInfoKeys.BuiltFrom]))
            {
                await reader.FetchAsync(entry, selected.Packages, cancellation);
                any = wanted.Remove(entry.Package);
            }
        }

        if (any) selected.Packages.WriteIndex(settings.Clock.GetUtcNow().ToUnixTimeSeconds());
        return any;
    }
}
