using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>
/// Packs a root into an archive: sorted, owners by number, with links, devices, modes and attributes; the same root and request
/// give the same bytes. The archive gets its name only after it was read back to its end and found equal.
/// </summary>
public static class StageArchive
{
    /// <summary>Writes the archive, its list and its digests.</summary>
    /// <param name="request">What to pack, and how.</param>
    /// <param name="progress">Told now and then how far it is; may be null.</param>
    /// <param name="cancellation">Stops, and removes what was begun.</param>
    /// <exception cref="StagePackingException">There is no archive, and why. What lay under its name before still does.</exception>
    public static Task<StageArchiveResult> WriteAsync(
        StageArchiveRequest request, IProgress<StageArchiveProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Write(request, progress, cancellation), cancellation);
    }

    internal static StageArchiveResult Write(
        StageArchiveRequest request, IProgress<StageArchiveProgress>? progress, CancellationToken cancellation)
    {
        Check(request);
        return PackingErrors.Guard(request, () => WriteChecked(request, progress, cancellation));
    }

    private static StageArchiveResult WriteChecked(
        StageArchiveRequest request, IProgress<StageArchiveProgress>? progress, CancellationToken cancellation)
    {
        using var archive = AtomicFile.Begin(request.ArchivePath);
        var packed = Pack(request, archive.Content, progress, cancellation);
        using var written = archive.OpenWritten();
        using var sidecars = new StageSidecars(request);
        var digests = new ReadBack(packed.Digests, request.Plan.Compression, request.Threads, request.ArchivePath.Value, sidecars.Contents)
            .Check(written, new(StageArchivePhase.ReadingBack, progress), cancellation);
        sidecars.Finish(digests);
        cancellation.ThrowIfCancellationRequested();
        archive.Commit();
        sidecars.Commit();
        return new(request, written.Length, packed.TarSize, packed.Digests.Count, digests, [.. packed.LeftOut]) { Normalised = [.. packed.Normalised] };
    }

    /// <summary>Writes the compressed tar stream; the caller's stream stays open.</summary>
    internal static TreePacker Pack(
        StageArchiveRequest request, Stream destination, IProgress<StageArchiveProgress>? progress, CancellationToken cancellation)
    {
        // Disposed only at the end: disposing compresses what is still held back, which after a failure or a cancel
        // would take long for nothing. What liblzma holds is then freed with the garbage.
        var compressor = request.Plan.Compression.OpenWriter(destination, request.Plan.ForThreads(request.Threads));
        var packer = new TreePacker(request, compressor, new(StageArchivePhase.Packing, progress));
        packer.Pack(cancellation);
        compressor.Dispose();
        return packer;
    }

    private static void Check(StageArchiveRequest request)
    {
        foreach (var folder in new[] { request.Root, request.Folder })
            if (!folder.IsFolder)
                throw new StagePackingException(PackingFailure.Unreadable, "there is no such folder", folder.Value, "create it, or name another");
        if (request.Root.Contains(request.Folder))
            throw new StagePackingException(
                PackingFailure.OutputInsideRoot,
                "the archive would lie inside the root that it is made of",
                request.ArchivePath.Value,
                "have it written to a folder outside of the root");
    }
}
