using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

/// <summary>
/// A file that has its final name only once all of it is on the disk: it is written beside, synced, renamed, and the
/// folder is synced. Disposed without <see cref="Commit"/>, nothing of it stays and what was there before is untouched.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private static int _count;
    private readonly FolderHandle _folder;
    private readonly ByteString _name;
    private readonly ByteString _temporary;
    private readonly int _mode;
    private readonly FileStream _stream;
    private bool _open = true;

    private AtomicFile(HostPath path, int mode)
    {
        Path = path;
        _mode = mode;
        _folder = FolderHandle.Open(path.Parent);
        _name = ByteString.Of(path.Name);
        // Unique among the threads and processes of this machine, and short enough for any name.
        _temporary = ByteString.Of($".stage3-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.new");
        _stream = new FileStream(Create(), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>The final path.</summary>
    public HostPath Path { get; }

    /// <summary>Where the content goes.</summary>
    public Stream Content => _stream;

    /// <summary>Begins a file in a folder that exists.</summary>
    /// <param name="path">The final path; a file there is replaced on commit.</param>
    /// <param name="mode">Mode bits, not cut by the umask.</param>
    public static AtomicFile Begin(HostPath path, int mode = 0x1a4)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new AtomicFile(path, mode);
    }

    /// <summary>Writes a whole small file.</summary>
    public static void Write(HostPath path, ReadOnlySpan<byte> content, int mode = 0x1a4)
    {
        using var file = Begin(path, mode);
        file.Content.Write(content);
        file.Commit();
    }

    /// <summary>Writes a whole small text in UTF-8 without a byte order mark.</summary>
    public static void Write(HostPath path, string text, int mode = 0x1a4) => Write(path, Encoding.UTF8.GetBytes(text), mode);

    /// <summary>Syncs what was written so far, and opens it for reading from its beginning: to check it before <see cref="Commit"/>.</summary>
    public FileStream OpenWritten()
    {
        ObjectDisposedException.ThrowIf(!_open, this);
        _stream.Flush(flushToDisk: true);
        return new FileStream(_folder.OpenFile(_temporary), FileAccess.Read, bufferSize: 0);
    }

    /// <summary>Puts the file in its place. Once only; nothing can be written after it.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(!_open, this);
        _folder.SetMode(_temporary, _mode);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        _folder.Rename(_temporary, _folder, _name);
        _open = false;
        _folder.Sync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (_open && !_folder.IsClosed && _folder.TryStatus(_temporary, out _)) _folder.RemoveFile(_temporary);
        _open = false;
        _folder.Dispose();
    }

    private SafeFileHandle Create()
    {
        try
        {
            // What a killed process of the same number left is nobody's.
            if (_folder.TryStatus(_temporary, out _)) _folder.RemoveFile(_temporary);
            return _folder.CreateFile(_temporary, 0x180);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }
}
