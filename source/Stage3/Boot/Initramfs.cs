using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Boot;

/// <summary>A root as the kernel takes it into its memory: a gzipped newc archive. Made in one pass, nothing is unpacked on the host.</summary>
/// <param name="File">The archive.</param>
/// <param name="UnpackedBytes">Its length uncompressed.</param>
/// <param name="Init">systemd's path inside the root; null where it has none.</param>
/// <param name="Accounts">The root's users, as its own passwd says.</param>
internal sealed record Initramfs(HostPath File, long UnpackedBytes, string? Init, AccountDatabase Accounts)
{
    private const long LargestPasswd = 32 << 20;
    private static readonly BytePath Passwd = BytePath.Parse("/etc/passwd");
    private static readonly string[] InitPaths = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"];

    /// <summary>Makes it from a stage tarball, however compressed, or from a root folder, with files that are added.</summary>
    /// <exception cref="Archives.ArchiveException">The tarball is broken.</exception>
    internal static async Task<Initramfs> WriteAsync(HostPath source, IReadOnlyList<AddedFile> added, HostPath file, CancellationToken cancellation)
    {
        if (source.IsFile)
        {
            await using var archive = System.IO.File.OpenRead(source.Value);
            await using var tar = Compression.OpenReader(archive, source.Value, out _);
            return await Task.Run(() => Write(tar, source.Value, added, file, cancellation), cancellation).ConfigureAwait(false);
        }
        var pipe = new Pipe();
        var archiving = Task.Run(() => ArchiveFolder(source, pipe.Writer, cancellation), CancellationToken.None);
        try
        {
            await using var tar = pipe.Reader.AsStream();
            return await Task.Run(() => Write(tar, source.Value, added, file, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Where reading stopped early, the archiver's writes go nowhere and it ends too.
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await archiving.ConfigureAwait(false);
        }
    }

    private static void ArchiveFolder(HostPath root, PipeWriter writer, CancellationToken cancellation)
    {
        try
        {
            using (var stream = writer.AsStream(leaveOpen: true)) new TreeArchiver().Archive(root, stream, cancellation);
            writer.Complete();
        }
        catch (Exception error)
        {
            // The reader throws it on: it is the one that is waited for.
            writer.Complete(error);
        }
    }

    private static Initramfs Write(Stream tar, string name, IReadOnlyList<AddedFile> added, HostPath file, CancellationToken cancellation)
    {
        using var output = System.IO.File.Create(file.Value);
        using var gzip = new GZipStream(output, CompressionLevel.Fastest);
        var cpio = new CpioWriter(gzip);
        var reader = new PaxReader(tar, name);
        var accounts = AccountDatabase.Empty;
        while (reader.Read() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Path == Passwd && entry is { Type: PaxEntryType.File, Size: <= LargestPasswd })
            {
                var bytes = new byte[entry.Size];
                reader.Content.ReadExactly(bytes);
                accounts = AccountDatabase.Parse(new MemoryStream(bytes), null, null, null);
                cpio.Write(entry, new MemoryStream(bytes));
            }
            else cpio.Write(entry, reader.Content);
        }
        foreach (var one in added) Add(cpio, one);
        cpio.Finish();
        var init = InitPaths.FirstOrDefault(path => cpio.Holds(BytePath.Parse(path)));
        return new Initramfs(file, cpio.Length, init, accounts);
    }

    private static void Add(CpioWriter cpio, AddedFile file)
    {
        var missing = new Stack<BytePath>();
        for (var folder = file.Path.Parent; !folder.IsRoot && !cpio.Holds(folder); folder = folder.Parent) missing.Push(folder);
        foreach (var folder in missing) cpio.Write(new PaxEntry(folder, PaxEntryType.Folder) { Mode = 0x1ed }, Stream.Null);
        var content = Encoding.UTF8.GetBytes(file.Content);
        cpio.Write(new PaxEntry(file.Path, PaxEntryType.File) { Mode = 0x1a4, Size = content.Length }, new MemoryStream(content));
    }
}
