using Stage3.Archives;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>Turns what can go wrong while packing into one error with a name for it.</summary>
internal static class PackingErrors
{
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int QuotaExceeded = 122;

    public static StagePackingException Changed(string path, string how, Exception? inner) => new(
        PackingFailure.RootChanged,
        $"the root changed while it was packed: {how}",
        path,
        "make sure that nothing else changes the root meanwhile, and pack again",
        inner);

    /// <summary>Does something, and turns what comes up into the error for it.</summary>
    public static T Guard<T>(StageArchiveRequest request, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (Of(error, request) is { } known)
        {
            throw known;
        }
    }

    // Null where it is none that packing knows.
    private static StagePackingException? Of(Exception error, StageArchiveRequest request) => error switch
    {
        IOException { HResult: NoSpace or FileTooLarge or QuotaExceeded } => Full(request, error),
        FileException { Errno: NoSpace or FileTooLarge or QuotaExceeded } => Full(request, error),
        FileException { IsMissing: true } missing => Changed(missing.Path, "it vanished", missing),
        FileException unreadable => Unreadable(unreadable, request),
        ArchiveException changed => Changed(changed.Where, changed.What, changed),
        StagePackingException => null,
        Stage3Exception replaced => Changed(replaced.Where, replaced.What, replaced),
        IOException unreadable => Unreadable(unreadable, request),
        _ => null,
    };

    private static StagePackingException Full(StageArchiveRequest request, Exception error) => new(
        PackingFailure.DiskFull,
        "there is no room left for the archive",
        request.ArchivePath.Value,
        "make room there, or have the archive written elsewhere",
        error);

    private static StagePackingException Unreadable(Exception error, StageArchiveRequest request) => new(
        PackingFailure.Unreadable,
        error is Stage3Exception known ? known.What : error.Message,
        error is Stage3Exception { Where: var where } ? where : request.Root.Value,
        "look at the file system and at the rights to read it, and pack again",
        error);
}
