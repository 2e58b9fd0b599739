using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Workspaces;

/// <summary>What lies in a PKGDIR, as one digest: what a merge from binary packages reads.</summary>
internal static class PackageDigests
{
    /// <summary>The digest of every package.</summary>
    public static string OfAll(HostPath folder, CancellationToken cancellation) => Of(folder, _ => true, cancellation);

    /// <summary>The digest of the packages that are asked for by name; a set stands for all.</summary>
    public static string Of(HostPath folder, ImmutableArray<PackageSelector> selectors, CancellationToken cancellation)
    {
        var names = selectors.Select(selector => selector.Atom?.Name).ToHashSet();
        return Of(folder, name => names.Contains(null) || names.Contains(name), cancellation);
    }

    private static string Of(HostPath folder, Func<PackageName, bool> counts, CancellationToken cancellation) =>
        ContentKey.Of(PackageDirectory.Open(folder, [], cancellation).Index.Entries
            .Where(entry => counts(entry.Package.Name))
            .Select(entry => (entry.Path, entry["SHA1"]))).Value;
}
