using System.Runtime.ExceptionServices;
using Stage3.Embedded.Merging;
using Stage3.Emerge;
using Stage3.Linux;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Packages that get their places in the root together: the disk is waited for twice for all of them, not for each. In between, at any moment, a package has its entry in the
/// database and all of its files, or it does not count as installed; what is left to be done with one that does stands in its entry.
/// </summary>
/// <param name="merger">Merges.</param>
/// <param name="total">How many packages there will be in all.</param>
/// <param name="leave">Lets a package go that makes way.</param>
internal sealed class MergeGroup(ImageMerger merger, int total, Func<InstalledPackage, PackageMerge, PackageId, CancellationToken, Task> leave) : IDisposable
{
    // Enough to make waiting for the disk cheap; few enough that the disk works while the next are unpacked.
    private const int MostPackages = 64;
    private const long MostBytes = 192 << 20;

    // Less towards the end: once all is unpacked, all processors but one wait for the group.
    private const int FewestPackages = 16;
    private readonly List<Member> _members = [];
    private long _bytes;
    private int _before;

    /// <summary>Whether the group should be merged before another package is taken. Depends on the packages alone, not on the clock.</summary>
    internal bool IsFull => _members.Count >= Math.Clamp((total - _before) / 2, FewestPackages, MostPackages) || _bytes >= MostBytes;

    /// <summary>Takes a merge that was begun.</summary>
    /// <param name="id">The package.</param>
    /// <param name="merge">The merge.</param>
    /// <param name="bytes">How large its image is.</param>
    /// <param name="postInst">Runs its <c>pkg_postinst</c>.</param>
    /// <param name="finished">Told when all is done.</param>
    internal void Add(PackageId id, PackageMerge merge, long bytes, Func<CancellationToken, Task> postInst, Action finished)
    {
        _members.Add(new Member(id, merge, postInst, finished));
        _bytes += bytes;
    }

    /// <summary>Merges all that was taken, in that order.</summary>
    /// <exception cref="EmergeFailedException">One failed: those before it are merged, it and those behind it are not.</exception>
    internal async Task MergeAsync(CancellationToken cancellation)
    {
        if (_members.Count == 0) return;
        ExceptionDispatchInfo? failure = null;
        var placed = new List<Member>();
        try
        {
            // Contents and the notes of what is under way, before anything gets its place.
            merger.Sync();
            foreach (var member in _members)
            {
                failure = await TryAsync(member, () => PlaceAsync(member, cancellation));
                if (failure is not null) break;
                placed.Add(member);
            }

            // The places of all files, before the first counts as installed.
            merger.Sync();
            foreach (var member in placed) member.Merge.Commit();
            foreach (var member in placed) failure ??= await TryAsync(member, () => FinishAsync(member, cancellation));
            merger.Settle();
        }
        finally
        {
            Dispose();
        }

        failure?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in _members) member.Merge.Dispose();
        _before += _members.Count;
        _members.Clear();
        _bytes = 0;
    }

    private async Task PlaceAsync(Member member, CancellationToken cancellation)
    {
        member.Merge.WriteFiles(cancellation);
        foreach (var old in member.Merge.Replaced) await leave(old, member.Merge, member.Id, cancellation);
        member.Merge.Enter();
    }

    private static async Task FinishAsync(Member member, CancellationToken cancellation)
    {
        await member.PostInst(cancellation);
        member.Merge.Finish();
        member.Finished();
    }

    private static async Task<ExceptionDispatchInfo?> TryAsync(Member member, Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Stage3Exception failed)
        {
            return ExceptionDispatchInfo.Capture(failed as EmergeFailedException ?? new EmergeFailedException(member.Id, failed));
        }
        catch (OperationCanceledException cancelled)
        {
            return ExceptionDispatchInfo.Capture(cancelled);
        }
    }

    private readonly record struct Member(PackageId Id, PackageMerge Merge, Func<CancellationToken, Task> PostInst, Action Finished);
}
