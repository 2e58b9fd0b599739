using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

/// <summary>
/// A file that was made just now and is being filled from its beginning to its end. All goes through its handle, so that it costs the
/// kernel one call each and no look-up of names. Not for several threads.
/// </summary>
public sealed unsafe class NewFile : IDisposable
{
    private const int FromHere = 1;
    private readonly FolderHandle _folder;
    private readonly ByteString _name;
    private readonly SafeFileHandle _handle;
    private long _length;
    private bool _endsInHole;

    internal NewFile(FolderHandle folder, ByteString name, int file) => (_folder, _name, _handle) = (folder, name, new SafeFileHandle(file, ownsHandle: true));

    private int File
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return (int)_handle.DangerousGetHandle();
        }
    }

    /// <summary>Writes further content.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        _length += content.Length;
        fixed (byte* bytes = content)
        {
            for (var done = 0; done < content.Length;)
            {
                var wrote = Native.Write(File, bytes + done, (nuint)(content.Length - done));
                if (wrote >= 0) done += (int)wrote;
                else if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Errno.Interrupted) throw _folder.Failure("write", _name);
            }
        }

        if (!content.IsEmpty) _endsInHole = false;
    }

    /// <summary>Leaves a hole that reads as zeros; see lseek(2).</summary>
    public void Skip(long length)
    {
        if (Native.Seek(File, length, FromHere) < 0) throw _folder.Failure("seek in", _name);
        (_length, _endsInHole) = (_length + length, true);
    }

    /// <summary>
    /// Makes the file, while it is empty, share the content of another one: the disk keeps it once until either is written to, and holes stay holes. See FICLONE in ioctl_ficlone(2).
    /// </summary>
    /// <param name="source">A regular file, open for reading, on the same file system. What of it is not on the disk yet is waited for.</param>
    /// <returns>Whether that was done: whether a file system can is only known by trying.</returns>
    public CloneAnswer TryClone(SafeFileHandle source)
    {
        ArgumentNullException.ThrowIfNull(source);
        while (Native.CloneInto(File, Native.Clone, source.DangerousGetHandle()) < 0)
        {
            switch (System.Runtime.InteropServices.Marshal.GetLastPInvokeError())
            {
                case Errno.Interrupted:
                    continue;
                case Errno.OtherFileSystem:
                    return CloneAnswer.OtherFileSystem;
                case Errno.NotSupported or Errno.NoControl or Errno.NoSystemCall or Errno.Invalid:
                    return CloneAnswer.NotSupported;
                default:
                    throw _folder.Failure("share content with", _name);
            }
        }

        return CloneAnswer.Done;
    }

    /// <summary>Gives it to a user and a group by number. The kernel drops setuid, setgid and capabilities: set those after it.</summary>
    public void SetOwner(uint user, uint group) => Done(Native.SetOwnerOf(File, user, group), "change the owner of");

    /// <summary>Sets the mode bits (0 to 07777) exactly.</summary>
    public void SetMode(int mode) => Done(Native.SetModeOf(File, (uint)mode), "change the mode of");

    /// <summary>Sets the time of modification, after all content; the time of access stays.</summary>
    public void SetModified(FileTime time)
    {
        Finish();
        var times = stackalloc Native.TimeBuffer[2];
        times[0] = Native.TimeBuffer.Kept;
        times[1] = new Native.TimeBuffer { Seconds = time.Seconds, Nanoseconds = time.Nanoseconds };
        Done(Native.SetTimesOf(File, times), "set the time of");
    }

    /// <summary>Waits until content and attributes are on the disk; see fsync(2).</summary>
    public void Sync()
    {
        Finish();
        Done(Native.Sync(File), "sync");
    }

    /// <summary>Gives the file its full length where it ends in a hole.</summary>
    public void Finish()
    {
        if (_endsInHole) Done(Native.SetLength(File, _length), "set the length of");
        _endsInHole = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void Done(int result, string action)
    {
        if (result < 0) throw _folder.Failure(action, _name);
    }
}
