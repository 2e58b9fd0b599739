using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Embedded.Unpacked;

/// <summary>
/// Unpacked images by the digests of their archives, on the file system of the roots, so that files of a further root share their content (see FICLONE in ioctl_ficlone(2)). What has
/// its name is whole and on the disk; several processes may use it, and whatever is removed from it is unpacked again. In its folder lie <c>images</c>, a folder each with its
/// record and the bodies of its larger files; <c>bodies</c>, further names of these by their SHA-256, so that images share them; and <c>partial</c>, what is being made.
/// From any thread.
/// </summary>
public sealed class UnpackedStore : IDisposable
{
    private const string Remedy = "name a folder of your own that nobody else can write to, on the file system of the root; it is made where it is missing";
    private readonly HostPath _path;
    private readonly FolderHandle _images;
    private readonly FolderHandle _bodies;
    private readonly FolderHandle _partial;
    private readonly HostPath _own;
    private readonly FileLock _alive;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private int _count;
    private bool _isFull;

    private UnpackedStore(HostPath path, HostPath own, FileLock alive, TimeProvider clock, Action<string> tell)
    {
        (_path, _own, _alive, _clock, _tell) = (path, own, alive, clock, tell);
        _images = FolderHandle.Open((path / "images").EnsureFolder());
        _bodies = FolderHandle.Open((path / "bodies").EnsureFolder());
        _partial = FolderHandle.Open(own);
    }

    /// <summary>Opens a store; an empty one is made where nothing is.</summary>
    /// <param name="path">Its folder, this user's alone.</param>
    /// <param name="merger">Merges into the root that files are shared with.</param>
    /// <param name="clock">Tells when an image was used.</param>
    /// <param name="tell">Is told, a line each, what is wrong with the store and what was done about it.</param>
    /// <param name="cancellation">Stops the waiting for others who open it.</param>
    /// <returns>The store; null where the file system cannot share content, which is told.</returns>
    /// <exception cref="Stage3Exception">The folder cannot be one, or is on another file system than the root.</exception>
    public static async Task<UnpackedStore?> OpenAsync(HostPath path, ImageMerger merger, TimeProvider clock, Action<string> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(merger);
        Check(path);
        var partial = (path / "partial").EnsureFolder();
        UnpackedStore store;
        // Whoever makes a folder there locks it before anybody may take it for one that is left.
        using (await FileLock.TakeAsync(path / "lock", cancellation))
        {
            foreach (var left in Directory.GetDirectories(partial.Value)) RemoveLeft(HostPath.Parse(left), cancellation);
            var own = (partial / Guid.NewGuid().ToString("N")).EnsureFolder();
            store = new UnpackedStore(path, own, await FileLock.TakeAsync(own / "lock", cancellation), clock, tell);
        }

        try
        {
            store.CheckOwner();
            if (store.Shares(merger)) return store;
            store.Dispose();
            return null;
        }
        catch (FileException gone) when (gone.IsMissing)
        {
            store.Tell($"unpacked images are not kept in this run: {path} was removed while it was opened ({gone.Where})");
            store.Dispose();
            return null;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _images.Dispose();
        _bodies.Dispose();
        _partial.Dispose();
        TreeRemoval.Remove(_own, CancellationToken.None);
        _alive.Dispose();
    }

    /// <summary>What is kept of a package's image; null where nothing is, or what is cannot be used. Of the package only its metadata and what it says of its image count.</summary>
    internal KeptImage? Find(BinaryPackageFile package)
    {
        if (package.ImageName is not { } name) return null;
        try
        {
            var image = KeptImage.Open(_images, name);
            image?.Touch(new FileTime(_clock.GetUtcNow().ToUnixTimeSeconds(), 0));
            return image;
        }
        catch (UnpackedDamageException damage)
        {
            Remove(name, damage);
            return null;
        }
    }

    /// <summary>Takes an image out that was found damaged; it is told by name.</summary>
    internal void Remove(string name, UnpackedDamageException damage)
    {
        Tell($"an unpacked image is damaged, and not used: {damage.What} ({damage.Where})");
        var passing = Passing();
        try
        {
            _images.Rename(ByteString.Of(name), _partial, passing);
        }
        catch (FileException gone) when (gone.IsMissing)
        {
            return;
        }

        Drop(passing);
    }

    /// <summary>Begins to keep the image of a package that was checked as a whole; null where its format has no digests, or the store takes no more.</summary>
    internal ImageKeeper? Begin(BinaryPackageFile package)
    {
        if (_isFull || package.ImageName is not { } name) return null;
        try
        {
            var passing = Passing();
            _partial.MakeFolder(passing, 0x1c0);
            return new ImageKeeper(this, name, passing, _partial.OpenFolder(passing));
        }
        catch (FileException failed)
        {
            GiveUp(failed);
            return null;
        }
    }

    /// <summary>Keeps no more in this run: what failed once, as on a full disk, fails again. That is told once.</summary>
    internal void GiveUp(Exception failed)
    {
        if (Interlocked.Exchange(ref _isFull, true)) return;
        Tell($"unpacked images are no longer kept in this run: {failed.Message.ReplaceLineEndings("; ")}");
    }

    /// <summary>Gives an image a body that another one has; false where none has it.</summary>
    internal bool TryShare(ByteString body, long length, FolderHandle image)
    {
        if (!KeptContent.IsBody(_bodies, body, length)) return false;
        try
        {
            image.MakeLink(body, _bodies, body);
            return true;
        }
        catch (FileException)
        {
            // Gone meanwhile, or it has as many names as it may.
            return false;
        }
    }

    /// <summary>Gives a finished image its name, and its bodies theirs; false where another process has kept the same meanwhile.</summary>
    internal bool Take(string name, ByteString passing, FolderHandle image, IEnumerable<(ByteString Name, long Length)> bodies)
    {
        foreach (var (body, length) in bodies)
        {
            if (KeptContent.IsBody(_bodies, body, length)) continue;
            if (_bodies.TryStatus(body, out _)) _bodies.RemoveFile(body);
            _bodies.MakeLink(body, image, body);
        }

        if (_images.TryStatus(ByteString.Of(name), out _)) return false;
        _partial.Rename(passing, _images, ByteString.Of(name));
        return true;
    }

    /// <summary>Removes what is being made, and will not be used.</summary>
    internal void Drop(ByteString passing)
    {
        if (!_partial.IsClosed) TreeRemoval.Remove(_own / passing.ToString(), CancellationToken.None);
    }

    private void Tell(string line)
    {
        // Packages are unpacked by several threads.
        lock (_tell) _tell(line);
    }

    private ByteString Passing() => ByteString.Of($"{Interlocked.Increment(ref _count)}");

    private bool Shares(ImageMerger merger)
    {
        var name = Passing();
        using (var sample = _partial.BeginFile(name)) sample.Write(new byte[4096]);
        using var source = _partial.OpenFile(name);
        var answer = merger.TryClone(source);
        _partial.RemoveFile(name);
        if (answer == CloneAnswer.OtherFileSystem)
        {
            throw new Stage3Exception(
                "the store of unpacked images is not on the file system of the root, or is mounted apart from it: content cannot be shared", $"--unpacked-store {_path}, root {merger.Root}",
                "name a folder on the file system of the root, or leave the option out");
        }

        if (answer == CloneAnswer.Done) return true;
        Tell($"unpacked images are not kept: {new DriveInfo(_path.Value).DriveFormat}, the file system of {_path}, cannot share content between files (btrfs and xfs can); all is unpacked as without --unpacked-store");
        return false;
    }

    // Its content is merged without being digested again.
    private void CheckOwner()
    {
        using var folder = FolderHandle.Open(_path);
        var status = folder.Status();
        if (status.Uid != _partial.Status().Uid || (status.Mode & 0x12) != 0) throw new Stage3Exception("the store of unpacked images is another user's, or others can write to it", $"--unpacked-store {_path}", Remedy);
    }

    private static void Check(HostPath path)
    {
        if (File.Exists(path.Value) && !path.IsFolder) throw new Stage3Exception("the store of unpacked images is no folder", $"--unpacked-store {path}", Remedy);
        if (!path.IsFolder) Directory.CreateDirectory(path.Value, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void RemoveLeft(HostPath folder, CancellationToken cancellation)
    {
        // Without a lock it was left before it had one.
        using var taken = FileLock.TryTake(folder / "lock");
        if (taken is not null) TreeRemoval.Remove(folder, cancellation);
    }
}
