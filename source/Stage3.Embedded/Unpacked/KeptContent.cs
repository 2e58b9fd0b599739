using Microsoft.Win32.SafeHandles;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Unpacked;

/// <summary>Content of a file that is kept: either at hand, good until the next member is asked for, or in a body whose content a file can share.</summary>
/// <param name="Md5">Of the content, as CONTENTS records it.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Bytes">Small content itself.</param>
/// <param name="Bodies">The folder of the body; null where the content is at hand.</param>
/// <param name="Body">The name of the body there: its SHA-256.</param>
internal readonly record struct KeptContent(string Md5, long Length, ReadOnlyMemory<byte> Bytes, FolderHandle? Bodies, ByteString Body)
{
    /// <summary>Up to so many bytes stand in the record: to write them costs what sharing does, without a file for each. Between 4 and 128 KiB btrfs and xfs took the same time.</summary>
    internal const int MostAtHand = 32 * 1024;

    // Every body has this time, which is lost when somebody writes to it.
    private static readonly FileTime Untouched = new(1, 0);

    /// <summary>Makes a new file share the body.</summary>
    /// <exception cref="UnpackedDamageException">The body is not as it was made.</exception>
    internal void Share(NewFile file)
    {
        using var body = Open();
        if (file.TryClone(body) != CloneAnswer.Done) throw new UnpackedDamageException("the file system of the root no longer shares content with the store", $"{Bodies!.Location}/{Body}");
    }

    /// <summary>Makes what is shared a body: nobody writes to it from now on, and who does is found out.</summary>
    internal static void Seal(NewFile body)
    {
        body.SetMode(0x100);
        body.SetModified(Untouched);
    }

    /// <summary>Whether an entry can be a body of this length, as far as its inode tells.</summary>
    internal static bool IsBody(FolderHandle folder, ByteString name, long length) =>
        folder.TryStatus(name, out var status) && status.Type == FileType.File && status.Size == length && status.Modified == Untouched && (status.Mode & 0x92) == 0;

    private SafeFileHandle Open()
    {
        if (!IsBody(Bodies!, Body, Length)) throw new UnpackedDamageException($"{Body} is missing, or was written to", Bodies!.Location);
        try
        {
            return Bodies!.OpenFile(Body);
        }
        catch (FileException gone) when (gone.IsMissing)
        {
            throw new UnpackedDamageException($"{Body} went away", Bodies!.Location, gone);
        }
    }
}
