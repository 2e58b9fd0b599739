using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Packaging.Tests;

/// <summary>A root with one of everything that an archive must keep, and a folder beside it for archives.</summary>
public sealed class SampleTree : IDisposable
{
    private readonly Scratch _scratch = new();

    public SampleTree()
    {
        Root = (HostPath.Parse(_scratch.Folder) / "root").EnsureFolder();
        Output = (HostPath.Parse(_scratch.Folder) / "output").EnsureFolder();
        Write("etc/passwd", "root:x:0:0::/root:/bin/bash\n");
        Write("usr/bin/big", new string('b', 300_000));
        Write("usr/bin/empty", "");
        File.CreateSymbolicLink(Path("bin"), "usr/bin");
    }

    public HostPath Root { get; }

    public HostPath Output { get; }

    public StageArchiveRequest Request => new(
        Root, Output, StageArchiveName.Of("stage3-amd64-test", new DateTimeOffset(2026, 1, 31, 18, 2, 33, TimeSpan.FromHours(1))))
    {
        Plan = new CompressionPlan(Compression.Xz, 0, BlockSize: 1 << 20),
    };

    internal static CompressionPlan Plain { get; } = new(Compression.None, null);

    public string Path(string relative) => (Root / relative).Value;

    public void Write(string relative, string text)
    {
        (Root / relative).Parent.EnsureFolder();
        File.WriteAllText(Path(relative), text);
    }

    /// <summary>What only root may make: owners, devices, capabilities.</summary>
    public SampleTree WithRootsOwn()
    {
        using var folder = FolderHandle.Open(Root);
        folder.MakeNode(ByteString.Of("null"), FileType.CharacterDevice, 0b110_110_110, new DeviceNumber(1, 3));
        folder.MakeNode(ByteString.Of("pipe"), FileType.Fifo, 0b110_100_000, default);
        folder.MakeLink(ByteString.Of("zbig"), FolderHandle.Open(Root / "usr/bin"), ByteString.Of("big"));
        using var bin = FolderHandle.Open(Root / "usr/bin");
        var big = ByteString.Of("big");
        bin.SetOwner(big, 3_000_000, 101);
        bin.SetMode(big, 0b100_111_101_101);
        bin.SetXattr(big, Xattr.Of("security.capability", [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        bin.SetModified(big, new FileTime(-5, 250_000_000));
        using var latin = bin.CreateFile(ByteString.Of([(byte)'J', 0xf6, (byte)'\n']), 0b110_000_000);
        return this;
    }

    /// <summary>All that lies in the output folder, temporary files too.</summary>
    public IEnumerable<string> Outputs => Directory.EnumerateFileSystemEntries(Output.Value).Select(path => System.IO.Path.GetFileName(path)!).Order();

    public void Dispose() => _scratch.Dispose();
}
