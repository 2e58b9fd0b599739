using System.Collections.Immutable;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Signatures;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Puts the packages of a PKGDIR where a plain web server serves them. Readers never see a half: packages come first, each renamed into place
/// when it is whole, the index comes last, and what goes away does so after it. Several may publish into one folder at once; what others
/// published stays.
/// </summary>
/// <param name="From">The PKGDIR.</param>
/// <param name="To">The folder that is served; it is made where it is missing. A file system with locks, where several publish.</param>
public sealed record Publication(HostPath From, HostPath To)
{
    private const string LockFile = ".stage3-publish.lock";

    /// <summary>Whose signature each package must bear; null publishes unsigned ones too.</summary>
    public OpenPgpKeyring? Keys { get; init; }

    /// <summary>Removes what the folder has and the PKGDIR has not.</summary>
    public bool Prune { get; init; }

    /// <summary>The packages to publish.</summary>
    public Func<PackagesIndexEntry, bool> Chosen { get; init; } = _ => true;

    /// <summary>Packages of which any published build of the same version will do, so that another's is left as it is.</summary>
    public Func<PackagesIndexEntry, bool> IfMissing { get; init; } = _ => false;

    /// <summary>Publishes.</summary>
    /// <param name="now">Tells the time of the index, unless one of that time was published already: then it is a second later, for readers go by it.</param>
    /// <param name="cancellation">Stops between two packages; the index stays the old one.</param>
    /// <exception cref="PublicationRefusedException">Packages cannot be read, or are not signed; nothing was published.</exception>
    public async Task<PublicationResult> RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (To.Contains(From) || From.Contains(To))
            throw new Stage3Exception("a PKGDIR cannot be published into itself", $"{From}, {To}", "name another folder with --publish-to");
        var refused = new List<BinaryPackageException>();
        var wanted = PackageDirectory.Open(From, refused, cancellation).Index;
        var chosen = wanted.Entries.Where(Chosen).ToImmutableArray();
        await RefuseUnfitAsync(chosen, refused, cancellation).ConfigureAwait(false);

        To.EnsureFolder();
        using var turn = await FileLock.TakeAsync(To / LockFile, cancellation).ConfigureAwait(false);
        var old = PackagesIndex.Read(To / "Packages");
        var there = old.Entries.Where(IsThere).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var versions = there.Values.Select(entry => entry.Package).ToHashSet();
        var toPublish = chosen.Where(entry => !IfMissing(entry) || !versions.Contains(entry.Package)).ToImmutableArray();
        var changed = toPublish.Where(entry => !there.TryGetValue(entry.Path, out var same) || same["SHA1"] != entry["SHA1"]).ToImmutableArray();
        foreach (var entry in changed) Copy(entry, cancellation);

        foreach (var entry in toPublish) there[entry.Path] = entry;
        var keep = Prune ? chosen.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal) : [.. there.Keys];
        var index = (old with { Header = old.Header.SetItems(wanted.Header) }).WithOnly(there.Values.Where(entry => keep.Contains(entry.Path)));
        if (!index.Equals(old) || !(To / "Packages.gz").IsFile) index.Write(To, TimeOf(now));
        var removed = old.Entries.Select(entry => entry.Path).Where(path => !index.Entries.Any(entry => entry.Path == path)).Order(StringComparer.Ordinal).ToImmutableArray();
        foreach (var path in removed.Where(path => (To / path).IsFile)) File.Delete((To / path).Value);
        return new([.. changed.Select(entry => entry.Path).Order(StringComparer.Ordinal)], chosen.Length - changed.Length, removed, index.Entries.Length);
    }

    private async Task RefuseUnfitAsync(ImmutableArray<PackagesIndexEntry> chosen, List<BinaryPackageException> refused, CancellationToken cancellation)
    {
        if (Keys is { } keys)
        {
            foreach (var entry in chosen)
            {
                try
                {
                    await GpkgSignature.DemandAsync(From / entry.Path, keys, cancellation).ConfigureAwait(false);
                }
                catch (BinaryPackageException unsigned)
                {
                    refused.Add(unsigned);
                }
            }
        }

        if (refused.Count > 0) throw new PublicationRefusedException(From, [.. refused.Select(each => $"{each.Where}: {each.What}")]);
    }

    private void Copy(PackagesIndexEntry entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (source, target) = (From / entry.Path, To / entry.Path);
        target.Parent.EnsureFolder();
        using (var file = AtomicFile.Begin(target))
        using (var stream = File.OpenRead(source.Value))
        {
            using var digester = new Digester(DigestKind.Sha1);
            var buffer = new byte[1 << 20];
            while (stream.Read(buffer) is > 0 and var count)
            {
                cancellation.ThrowIfCancellationRequested();
                digester.Append(buffer.AsSpan(0, count));
                file.Content.Write(buffer, 0, count);
            }

            if (digester.Finish()[0].Hex != entry["SHA1"])
                throw new Stage3Exception($"{entry.Package} changed while it was published", source.Value, "let one run at a time write to a PKGDIR, and publish again; the index names the old packages");
            file.Commit();
        }

        File.SetLastWriteTimeUtc(target.Value, DateTimeOffset.FromUnixTimeSeconds(entry.Mtime).UtcDateTime);
    }

    private bool IsThere(PackagesIndexEntry entry) => new FileInfo((To / entry.Path).Value) is { Exists: true } file && file.Length == entry.Size;

    private long TimeOf(DateTimeOffset now)
    {
        var index = new FileInfo((To / "Packages").Value);
        return Math.Max(now.ToUnixTimeSeconds(), index.Exists ? new DateTimeOffset(index.LastWriteTimeUtc).ToUnixTimeSeconds() + 1 : 0);
    }
}
