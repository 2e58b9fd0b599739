using System.Security.Cryptography;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Packaging.Normalising;

namespace Stage3.Packaging;

/// <summary>Puts a root into a tar stream, remembers what it put there, and makes sure that it did not change meanwhile.</summary>
internal sealed class TreePacker(StageArchiveRequest request, Stream destination, ProgressMeter progress)
{
    private const int LargestRewritten = 256 << 20;
    private readonly PaxWriter _writer = new(destination, prefix: "./");
    private readonly FirstNames _firstNames = new();
    private readonly TreeArchiver _archiver = new()
    {
        LatestTime = request.LatestTime,
        KeepXattr = KeptAttributes.Contains,
        SortXattrs = true,
    };

    /// <summary>What was put into the archive.</summary>
    public EntryDigests Digests { get; } = new();

    /// <summary>What was not.</summary>
    public List<LeftOut> LeftOut { get; } = [];

    /// <summary>Files that were given other content.</summary>
    public List<Normalised> Normalised { get; } = [];

    /// <summary>Bytes of the tar stream.</summary>
    public long TarSize => _writer.Length;

    public void Pack(CancellationToken cancellation)
    {
        using var root = RootFolder.Open(request.Root);
        var mounts = MountPoints.Below(Stage3.Linux.HostPath.Parse(root.Folder.Location));
        DeviceNumber? device = null;
        bool Enters(WalkEntry folder) =>
            folder.Status.Device == device && !mounts.Contains(folder.Path) && request.Normalisation.LeavingOut(folder.Path, FileType.Folder) is null;
        foreach (var entry in TreeWalk.Walk(request.Root, Enters, cancellation))
        {
            device ??= entry.Status.Device;
            // Files of an overlay may show the device of a lower layer, folders never do.
            var isMounted = mounts.Contains(entry.Path) || (entry.Status.IsFolder && entry.Status.Device != device);
            if (Belongs(entry, isMounted)) Add(entry, root);
            progress.Report(Digests.Count, _writer.Length);
        }
        _writer.Finish();
    }

    private bool Belongs(WalkEntry entry, bool isMounted)
    {
        if (isMounted) LeftOut.Add(new(entry.Path, "what is mounted here"));
        if (entry.Status.Type == FileType.Socket) LeftOut.Add(new(entry.Path, "a socket"));
        if (!isMounted && request.Normalisation.LeavingOut(entry.Path, entry.Status.Type) is { } rule)
        {
            LeftOut.Add(new(entry.Path, $"what the rule {rule.Name} leaves out"));
            return false;
        }

        // The mount point itself is part of the tree where it is a folder; a mounted file hides whatever is.
        return entry.Status.Type != FileType.Socket && (!isMounted || entry.Status.IsFolder);
    }

    private void Add(WalkEntry entry, RootFolder root)
    {
        if (_firstNames.Of(entry) is { } first)
        {
            var link = _archiver.Describe(entry, first);
            _writer.Write(link);
            Digests.Add(link, []);
            return;
        }
        NoteAttributes(entry);
        var member = _archiver.Describe(entry);
        if (member.Type == PaxEntryType.File && request.Normalisation.Rewriting(entry.Path) is { } rule)
        {
            Rewrite(entry, member, rule);
        }
        else if (member.Type == PaxEntryType.File)
        {
            Digests.Add(member, WriteFile(entry, member));
        }
        else
        {
            _writer.Write(member);
            Digests.Add(member, []);
        }
        EnsureUnchanged(entry, root);
    }

    private void NoteAttributes(WalkEntry entry)
    {
        foreach (var attribute in entry.ReadXattrs().Sorted())
            if (!KeptAttributes.Contains(attribute.Name)) LeftOut.Add(new(entry.Path, $"the attribute {attribute.Name}"));
    }

    private byte[] WriteFile(WalkEntry entry, PaxEntry member)
    {
        using var file = new FileStream(entry.OpenFile(), FileAccess.Read, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var content = new DigestingStream(file, hash.AppendData);
        _writer.Write(member, content);
        return hash.GetHashAndReset();
    }

    private void Rewrite(WalkEntry entry, PaxEntry member, RewriteRule rule)
    {
        if (member.Size > LargestRewritten)
            throw new StagePackingException(
                PackingFailure.Unreadable,
                $"a file of {member.Size} bytes would have to be rewritten by the rule {rule.Name}, which takes at most {LargestRewritten}",
                entry.Path.ToString(),
                "see what made it that large; none of these files ever is");
        using var file = new FileStream(entry.OpenFile(), FileAccess.Read, bufferSize: 0);
        var content = new byte[member.Size];
        if (file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) != content.Length)
            throw PackingErrors.Changed(entry.Path.ToString(), "it was cut short", null);
        var rewritten = rule.Rewrite(entry.Path.ToString(), content);
        if (!rewritten.AsSpan().SequenceEqual(content)) Normalised.Add(new(entry.Path, rule.Name));
        var changed = member with { Size = rewritten.Length };
        using var stream = new MemoryStream(rewritten);
        _writer.Write(changed, stream);
        Digests.Add(changed, SHA256.HashData(rewritten));
    }

    private static void EnsureUnchanged(WalkEntry entry, RootFolder root)
    {
        // Folders change their time with every name in them, and what is in them is looked at by itself.
        if (entry.Status.IsFolder) return;
        if (!root.TryStatus(entry.Path, out var now)) throw PackingErrors.Changed(entry.Path.ToString(), "it vanished", null);
        // Blocks are given late by some file systems.
        if (now with { Blocks = 0 } != entry.Status with { Blocks = 0 })
            throw PackingErrors.Changed(entry.Path.ToString(), "its size, time, owner or mode is another now", null);
    }
}
