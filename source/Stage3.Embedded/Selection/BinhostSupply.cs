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
        var intake = new PackageIntake(selected.Packages, settings.Published.Transfers, settings.TrustedKeys);
        foreach (var repository in settings.Published.Repositories)
        {
            if (wanted.Count == 0) break;
            if (await settings.Published.FindAsync(repository, cancellation) is not { } binhost) continue;
            foreach (var package in binhost.Packages.Where(each => wanted.TryGetValue(each.Entry.Package, out var from) && from == each.Entry[BuildInfoKeys.BuiltFrom]))
            {
                // Of several builds one is enough.
                if (!wanted.Remove(package.Entry.Package)) continue;
                await intake.TakeAsync(binhost, package, cancellation);
                any = true;
            }
        }

        if (any) selected.Packages.WriteIndex(settings.Clock.GetUtcNow().ToUnixTimeSeconds());
        return any;
    }
}
