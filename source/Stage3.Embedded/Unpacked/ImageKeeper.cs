using System.Text;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Unpacked;

/// <summary>
/// Keeps an image while it is merged, in four steps: what it consists of is written down as it is unpacked (<see cref="Add"/>, <see cref="Begin"/>, <see cref="Append"/>, <see cref="End"/>,
/// then <see cref="Finish"/>); once its files are on the disk, bodies share their content (<see cref="Share"/>); and once the bodies are, too, it gets its name
/// (<see cref="Commit"/>). Disposed before that, nothing stays. What fails here does not fail the merge: it is told, and nothing more is kept.
/// </summary>
internal sealed class ImageKeeper : IDisposable
{
    private readonly UnpackedStore _store;
    private readonly string _name;
    private readonly ByteString _passing;
    private readonly FolderHandle _folder;
    private readonly FileStream _record;
    private readonly PaxWriter _writer;
    private readonly Digester _sha256 = new(DigestKind.Sha256);
    private readonly List<Body> _bodies = [];
    private readonly byte[] _small = new byte[KeptRecord.HeadLength + KeptContent.MostAtHand];
    private int _at;
    private bool _isSmall;
    private bool _given;
    private bool _failed;

    internal ImageKeeper(UnpackedStore store, string name, ByteString passing, FolderHandle folder)
    {
        (_store, _name, _passing, _folder) = (store, name, passing, folder);
        _record = new FileStream(folder.CreateFile(KeptRecord.Name, 0x180), FileAccess.Write, 1 << 16);
        _writer = new PaxWriter(_record);
    }

    /// <summary>Takes a member that is no file.</summary>
    internal void Add(PaxEntry entry) => Try(() => _writer.Write(entry));

    /// <summary>Begins with the content of a file.</summary>
    internal void Begin(PaxEntry entry)
    {
        _isSmall = entry.Size <= KeptContent.MostAtHand;
        _at = KeptRecord.HeadLength;
    }

    /// <summary>Takes content of it.</summary>
    internal void Append(ReadOnlySpan<byte> content)
    {
        if (_failed) return;
        if (!_isSmall) _sha256.Append(content);
        else
        {
            content.CopyTo(_small.AsSpan(_at));
            _at += content.Length;
        }
    }

    /// <summary>Ends a file.</summary>
    /// <param name="entry">The member.</param>
    /// <param name="md5">The MD5 of its content.</param>
    /// <param name="staged">The name that it has where it was unpacked.</param>
    internal void End(PaxEntry entry, string md5, ByteString staged) => Try(() =>
    {
        if (_isSmall) Encoding.ASCII.GetBytes(KeptRecord.Head(md5), _small);
        else
        {
            var body = new Body(ByteString.Of(_sha256.Finish()[0].Hex), staged, entry.Size);
            _bodies.Add(body);
            _at = Encoding.ASCII.GetBytes(KeptRecord.Reference(md5, body.Name.ToString(), entry.Size), _small);
        }

        using var content = new MemoryStream(_small, 0, _at, writable: false);
        _writer.Write(entry with { Size = _at }, content);
    });

    /// <summary>All members were taken.</summary>
    internal void Finish() => Try(() =>
    {
        _writer.Finish();
        _record.Flush();
        using var written = new FileStream(_folder.OpenFile(KeptRecord.Name), FileAccess.Read, bufferSize: 0);
        _record.Write(KeptRecord.Seal(Digest.Of(DigestKind.Sha256, written)));
        _record.Dispose();
    });

    /// <summary>Lets bodies share the content of the files that were unpacked, which is on the disk: else each would be waited for.</summary>
    internal void Share(FolderHandle staged) => Try(() =>
    {
        foreach (var body in _bodies.DistinctBy(body => body.Name))
        {
            if (_store.TryShare(body.Name, body.Length, _folder)) continue;
            using var source = staged.OpenFile(body.Staged);
            using var file = _folder.BeginFile(body.Name);
            if (file.TryClone(source) != CloneAnswer.Done) throw new Stage3Exception("the file system no longer shares content", staged.Location, "look at what is mounted there");
            KeptContent.Seal(file);
        }
    });

    /// <summary>Gives it its name: its record and all bodies are on the disk.</summary>
    internal void Commit() => Try(() =>
    {
        _given = _store.Take(_name, _passing, _folder, _bodies.Select(body => (body.Name, body.Length)));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _record.Dispose();
        _sha256.Dispose();
        _folder.Dispose();
        if (!_given) _store.Drop(_passing);
    }

    private void Try(Action action)
    {
        if (_failed) return;
        try
        {
            action();
        }
        catch (Exception failed) when (failed is Stage3Exception or IOException or UnauthorizedAccessException or ArgumentException)
        {
            _failed = true;
            _store.GiveUp(failed);
        }
    }

    private readonly record struct Body(ByteString Name, ByteString Staged, long Length);
}
