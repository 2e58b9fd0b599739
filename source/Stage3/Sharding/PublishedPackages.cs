using System.Collections.Immutable;
using Serilog;
using Stage3.Embedded;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;
using Stage3.Portage.Signatures;

namespace Stage3.Sharding;

/// <summary>What binhosts have, brought into PKGDIR.</summary>
internal sealed class PublishedPackages(BinhostSet binhosts, OpenPgpKeyring? keys, HostPath pkgDir, TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly HashSet<string> fetched = new(StringComparer.Ordinal);

    /// <summary>The paths, below PKGDIR, of packages that came from a binhost.</summary>
    public IReadOnlySet<string> Fetched => fetched;

    /// <summary>Fetches what is published of the packages and PKGDIR has no build of, and answers what is nowhere.</summary>
    public async Task<ImmutableArray<PackageId>> FetchAsync(IEnumerable<PackageId> wanted, CancellationToken cancellation)
    {
        var local = PackageDirectory.Open(pkgDir.EnsureFolder(), [], cancellation);
        var have = local.Index.Entries.Select(entry => entry.Package).ToHashSet();
        var missing = wanted.Where(package => !have.Contains(package)).ToHashSet();
        var any = false;
        var intake = new PackageIntake(local, binhosts.Transfers, keys);
        foreach (var repository in binhosts.Repositories)
        {
            if (missing.Count == 0) break;
            if (await binhosts.FindAsync(repository, cancellation) is not { } binhost) continue;
            foreach (var builds in binhost.Packages.Where(package => missing.Contains(package.Entry.Package)).GroupBy(package => package.Entry.Package).ToArray())
            {
                fetched.Add((await intake.TakeAsync(binhost, builds.Last(), cancellation)).Path);
                missing.Remove(builds.Key);
                any = true;
            }
        }

        if (any) local.WriteIndex(clock.GetUtcNow().ToUnixTimeSeconds());
        return [.. missing.OrderBy(package => package.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>As <see cref="FetchAsync"/>, but waits for what is not there yet, and answers what is nowhere when the time is up.</summary>
    public async Task<ImmutableArray<PackageId>> AwaitAsync(ImmutableArray<PackageId> wanted, TimeSpan limit, Func<PackageId, string> whose, CancellationToken cancellation)
    {
        var (begun, pause, told) = (clock.GetTimestamp(), TimeSpan.FromSeconds(1), 0);
        while (true)
        {
            var missing = await FetchAsync(wanted, cancellation);
            if (missing.IsEmpty || clock.GetElapsedTime(begun) >= limit) return missing;
            if (missing.Length != told) Log.Information("  waiting for {Packages:l}", string.Join(", ", missing.Select(whose)));
            told = missing.Length;
            await Task.Delay(pause, clock, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 3 / 2));
        }
    }
}
