using System.Buffers;
using System.Collections.Immutable;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Embedded.Unpacked;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// An image that was looked at and unpacked as a whole: every file is on the file system of the root with its content, digested on the way, and none has its
/// name. Made in any thread; disposed before it is placed, nothing of it stays.
/// </summary>
public sealed class StagedImage : IDisposable
{
    private const int ChunkLength = 256 * 1024;
    private readonly StagedFolder _folder;
    private readonly ImageCheck _check = new();
    private readonly List<StagedMember> _members = [];
    private readonly Dictionary<BytePath, int> _files = [];
    private readonly Digester _digester = new(DigestKind.Md5);

    private StagedImage(StagedFolder folder, ImageKeeper? keeper) => (_folder, Keeper) = (folder, keeper);

    /// <summary>All that speaks against the image, whatever the root has.</summary>
    public ImmutableArray<MergeProblem> Problems => _check.Problems;

    /// <summary>Whether an owner is known by a name that the root may not have yet.</summary>
    public bool NeedsAccounts { get; private set; }

    /// <summary>Bytes of content.</summary>
    public long Length { get; private set; }

    internal IReadOnlyList<StagedMember> Members => _members;

    /// <summary>Who keeps it for further roots; null where nobody does.</summary>
    internal ImageKeeper? Keeper { get; }

    internal FolderHandle Folder => _folder.Folder;

    /// <summary>What is recorded of it.</summary>
    internal Contents Contents => Contents.Of(_members.Select(Recorded));

    /// <summary>The member that a path names: a hard link's target, too.</summary>
    internal StagedMember Of(BytePath path) => _members[_files[path]];

    /// <inheritdoc/>
    public void Dispose()
    {
        Keeper?.Dispose();
        _digester.Dispose();
        _folder.Dispose();
    }

    /// <summary>Unpacks an image. Where something speaks against it, what is left of it is only looked at.</summary>
    internal static StagedImage Stage(StagingFolder staging, IPackageImage image, InstallMask mask, ImageKeeper? keeper, CancellationToken cancellation)
    {
        var staged = new StagedImage(staging.Begin(), keeper);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            foreach (var member in image.Members(cancellation))
                if (!member.Entry.Path.IsRoot && staged._check.Accepts(member.Entry) && !staged._check.HasProblems) staged.Take(member, buffer);
            keeper?.Finish();
            staged.Hide(mask);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Only now it is known which folders stay empty, and which further names a file has.
    private void Hide(InstallMask mask)
    {
        var hidden = mask.Hidden([.. _members.Select(member => (member.Entry.Path, member.Entry.Type == PaxEntryType.Folder))]);
        if (hidden.Count == 0) return;
        var (kept, moved) = (new List<StagedMember>(), new Dictionary<BytePath, BytePath>());
        foreach (var member in _members.Where(member => !hidden.Contains(member.Entry.Path)))
        {
            if (member.Entry.Type != PaxEntryType.HardLink || !hidden.Contains(member.Entry.HardLinkTarget)) kept.Add(member);
            else if (moved.TryGetValue(member.Entry.HardLinkTarget, out var first)) kept.Add(member with { Entry = member.Entry with { HardLinkTarget = first } });
            else
            {
                // The first name that stays is the file itself.
                var file = Of(member.Entry.HardLinkTarget);
                kept.Add(file with { Entry = file.Entry with { Path = member.Entry.Path } });
                moved.Add(member.Entry.HardLinkTarget, member.Entry.Path);
            }
        }

        _members.Clear();
        _files.Clear();
        foreach (var member in kept) Note(member);
    }

    private void Note(StagedMember member)
    {
        _files[member.Entry.Path] = member.Entry.Type == PaxEntryType.HardLink ? _files[member.Entry.HardLinkTarget] : _members.Count;
        _members.Add(member);
    }

    private void Take(ImageMember member, byte[] buffer)
    {
        var entry = member.Entry;
        var isRoots = Dressing.IsRoots(entry);
        NeedsAccounts |= !isRoots && !(entry.UserName.IsEmpty && entry.GroupName.IsEmpty);
        var name = entry.Type is PaxEntryType.Folder or PaxEntryType.HardLink ? default : ByteString.Of($"{_members.Count}");
        var md5 = entry.Type == PaxEntryType.HardLink ? Of(entry.HardLinkTarget).Md5 : "";
        if (entry.Type == PaxEntryType.File) md5 = Write(member, name, isRoots, buffer);
        else if (!name.IsEmpty)
        {
            Dressing.Create(Folder, name, entry);
            if (isRoots) Dressing.Apply(Folder, name, entry, 0, 0);
        }

        if (entry.Type != PaxEntryType.File) Keeper?.Add(entry);

        Note(new StagedMember(entry, name, md5, isRoots));
    }

    private string Write(ImageMember member, ByteString name, bool isRoots, byte[] buffer)
    {
        using var file = Folder.BeginFile(name);
        var md5 = member.Kept is { } kept ? Take(kept, file) : Unpack(member, file, buffer);
        file.Finish();
        if (isRoots)
        {
            file.SetOwner(0, 0);
            file.SetMode(member.Entry.Mode);
            Dressing.SetAttributes(Folder, name, member.Entry);
            file.SetModified(member.Entry.Modified);
        }

        Keeper?.End(member.Entry, md5, name);
        return md5;
    }

    private string Unpack(ImageMember member, NewFile file, byte[] buffer)
    {
        using var content = member.Content();
        Keeper?.Begin(member.Entry);
        int got;
        while ((got = content.Read(buffer)) > 0)
        {
            var chunk = buffer.AsSpan(0, got);
            _digester.Append(chunk);
            Keeper?.Append(chunk);
            Put(chunk, file);
        }

        return _digester.Finish()[0].Hex;
    }

    private string Take(KeptContent kept, NewFile file)
    {
        if (kept.Bodies is null) Put(kept.Bytes.Span, file);
        else
        {
            kept.Share(file);
            Length += kept.Length;
        }

        return kept.Md5;
    }

    private void Put(ReadOnlySpan<byte> chunk, NewFile file)
    {
        Length += chunk.Length;
        // Zeros need no blocks on the disk; a block is 4 KiB almost everywhere.
        if (chunk.Length >= 4096 && !chunk.ContainsAnyExcept((byte)0)) file.Skip(chunk.Length);
        else file.Write(chunk);
    }

    private ContentsEntry Recorded(StagedMember member)
    {
        var (entry, what) = (member.Entry, member.Entry.Type == PaxEntryType.HardLink ? Of(member.Entry.Path).Entry : member.Entry);
        return what.Type switch
        {
            PaxEntryType.Folder => ContentsEntry.Folder(entry.Path),
            PaxEntryType.File => ContentsEntry.File(entry.Path, member.Md5, what.Modified.Seconds),
            PaxEntryType.Symlink => ContentsEntry.Symlink(entry.Path, what.SymlinkTarget, what.Modified.Seconds),
            PaxEntryType.Fifo => ContentsEntry.Fifo(entry.Path),
            _ => ContentsEntry.Device(entry.Path),
        };
    }
}
