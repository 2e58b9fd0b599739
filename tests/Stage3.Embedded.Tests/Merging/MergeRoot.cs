using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Merging;

/// <summary>A scratch root, and binary packages made for it from folders.</summary>
internal sealed class MergeRoot : IDisposable
{
    private readonly Scratch _scratch = new();
    private int _images;

    internal MergeRoot(string protect = "/etc", string mask = "/etc/env.d", InstallMask? hidden = null, CollisionPolicy? collisions = null)
    {
        Root = HostPath.Parse(_scratch["root"]).EnsureFolder();
        Write("etc/passwd", "root:x:0:0::/root:/bin/sh\nmail:x:8:8::/:/bin/false\n");
        Write("etc/group", "root:x:0:\nmail:x:8:\n");
        Folder = RootFolder.Open(Root);
        Database = InstalledDatabase.Open(Root);
        Merger = ImageMerger.Open(Root, Database, new MergePolicy(ConfigProtection.Parse(protect, mask))
        {
            Mask = hidden ?? InstallMask.None, Collisions = collisions ?? CollisionPolicy.Owned,
        }, syncBeforeCommit: false);
    }

    internal HostPath Root { get; }

    internal RootFolder Folder { get; }

    internal InstalledDatabase Database { get; }

    internal ImageMerger Merger { get; }

    internal string Write(string path, string text) => _scratch.Write($"root/{path}", text);

    internal string Read(string path) => File.ReadAllText((Root / path).Value);

    internal bool Has(string path) => Path.Exists((Root / path).Value);

    internal FileStatus Status(string path)
    {
        Folder.TryStatus(BytePath.Parse(path), out var status).Should().BeTrue($"{path} is in the root");
        return status;
    }

    /// <summary>Makes a real binary package of what <paramref name="make"/> puts into a folder, and merges it.</summary>
    internal MergeResult Merge(string package, Action<HostPath> make, params InstalledPackage[] replaces)
    {
        using var file = Package(package, make);
        return Merger.Merge(Request(package) with { Replaces = [.. replaces] }, new BinaryPackageImage(file), CancellationToken.None);
    }

    internal MergeResult Merge(string package, params (string Path, string Text)[] files) => Merge(package, image => Fill(image, files));

    internal MergeResult Update(string package, InstalledPackage old, params (string Path, string Text)[] files) =>
        Merge(package, image => Fill(image, files), old);

    internal MergeResult Merge(string package, IPackageImage image) =>
        Merger.Merge(Request(package), image, CancellationToken.None);

    internal static MergeRequest Request(string package) => new(PackageId.Parse(package), BuildInfo.Empty.With(BuildInfoKeys.Slot, "0"));

    /// <summary>Begins a merge and leaves the rest to the caller.</summary>
    internal PackageMerge Begin(string package, params (string Path, string Text)[] files)
    {
        using var file = Package(package, image => Fill(image, files));
        return Merger.Begin(Request(package), Merger.Stage(new BinaryPackageImage(file), CancellationToken.None));
    }

    internal GpkgFile Package(string package, Action<HostPath> make)
    {
        var image = HostPath.Parse(_scratch[$"image{++_images}"]).EnsureFolder();
        make(image);
        var path = HostPath.Parse(_scratch[$"{_images}.gpkg.tar"]);
        new GpkgWriter { Time = new FileTime(2_000_000_000, 0), UserName = UserName, GroupName = UserName }
            .Write(path, PackageId.Parse(package).NameAndVersion, BuildInfo.Empty, image, CancellationToken.None);
        return GpkgFile.Open(path, PackageScope.Everything, CancellationToken.None);
    }

    public void Dispose()
    {
        Merger.Dispose();
        Folder.Dispose();
        _scratch.Dispose();
    }

    internal static void Fill(HostPath image, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            (image / path).Parent.EnsureFolder();
            File.WriteAllText((image / path).Value, text);
            File.SetLastWriteTimeUtc((image / path).Value, DateTime.UnixEpoch.AddSeconds(1_000_000_000));
        }
    }

    // The build host's accounts: its numbers are others than the root's.
    private static ByteString UserName(uint id) => ByteString.Of(id switch { 0 => "root", 5555 => "mail", 6666 => "unknown-here", _ => "" });
}
