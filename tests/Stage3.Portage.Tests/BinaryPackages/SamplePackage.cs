using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>An image with one of each kind of file, and the metadata of a small package.</summary>
internal sealed class SamplePackage : IDisposable
{
    private readonly Scratch scratch = new();

    public SamplePackage()
    {
        scratch.Write("image/etc/hello.conf", "world\n");
        scratch.Write("image/usr/bin/hello", "hello\n");
        using (var folder = FolderHandle.Open(Image / "usr/bin"))
        {
            folder.MakeLink(ByteString.Of("hi"), folder, ByteString.Of("hello"));
            folder.MakeSymlink(ByteString.Of("hullo"), ByteString.Of("hello"));
            folder.SetMode(ByteString.Of("hello"), Convert.ToInt32("755", 8));
            folder.SetModified(ByteString.Of("hullo"), Time);
            folder.SetModified(ByteString.Of("hello"), Time);
        }

        foreach (var (path, mode) in new[] { ("etc/hello.conf", "644"), ("usr/bin", "755"), ("usr", "755"), ("etc", "750"), ("", "755") })
        {
            var file = Image / path;
            using var folder = FolderHandle.Open(file.Parent);
            folder.SetMode(ByteString.Of(file.Name), Convert.ToInt32(mode, 8));
            folder.SetModified(ByteString.Of(file.Name), Time);
        }
    }

    public static FileTime Time { get; } = new(1_700_000_000, 0);

    public static BuildInfo Info { get; } = BuildInfo.Empty
        .With("CATEGORY", "app-misc").With("PF", "hello-1.0").With("EAPI", "8").With("SLOT", "0").With("USE", "a").With("IUSE", "+a b").With("KEYWORDS", "amd64")
        .With("RDEPEND", ">=sys-libs/glibc-2:2.2/2.2=").With("DEFINED_PHASES", "-").With("BUILD_ID", "3").With("BUILD_TIME", "1700000000").With("SIZE", "12")
        .With("CHOST", "x86_64-pc-linux-gnu").With("LICENSE", "GPL-2").With("repository", "main").With("hello-1.0.ebuild", "EAPI=8\nSLOT=0")
        .With("environment.bz2", [0x42, 0x5a, 0x68, 0x39, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0]);

    public HostPath Folder => HostPath.Parse(scratch.Folder);

    public HostPath Image => Folder / "image";

    public HostPath Packages => Folder / "packages";

    public HostPath Write(Compression compression, HostPath? file = null)
    {
        file ??= Packages / "app-misc/hello/hello-1.0-3.gpkg.tar";
        var writer = new GpkgWriter
        {
            Time = Time, Compression = compression, UserName = id => ByteString.Of(id == 0 ? "root" : $"user{id}"), GroupName = id => ByteString.Of(id == 0 ? "root" : $"group{id}"),
        };
        writer.Write(file, "hello-1.0-3", Info, Image, CancellationToken.None);
        return file;
    }

    public void Dispose() => scratch.Dispose();
}
