using Stage3.Chroot.Policy;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Chroot.Tests;

/// <summary>Defects that only the binary packages tell of.</summary>
internal static class PackageDefects
{
    public static IEnumerable<Defect> All =>
    [
        new("a file has the number of another system's user", root => { Merge(root, "messagebus", "root"); root.Chown("var/lib/a", 1, 0); },
            "ownership/package-owner", "/var/lib/a", null, "/var/lib/a of sys-apps/p-1 belongs to the user id 1; the package says 'messagebus', which is 101 here"),
        new("a file has the number of another system's group", root => { Merge(root, "root", "wheel"); root.Chown("var/lib/a", 0, 42); },
            "ownership/package-owner", "/var/lib/a", null, "/var/lib/a of sys-apps/p-1 belongs to the group id 42; the package says 'wheel', which is 10 here"),
    ];

    /// <summary>A package with one file that it gives to names, and the root as if it had been merged for root.</summary>
    public static void Merge(SoundRoot root, string user, string group)
    {
        IntegrityDefects.Install(root);
        root.Write("var/lib/a", "");
        root.Write("var/db/pkg/sys-apps/p-1/CONTENTS", "dir /var\ndir /var/lib\nobj /var/lib/a d41d8cd98f00b204e9800998ecf8427e 1700000000\n");
        var image = root.Beside / "image";
        (image / "var/lib").EnsureFolder();
        File.WriteAllText((image / "var/lib/a").Value, "");
        using (var folder = FolderHandle.Open(image / "var/lib")) folder.SetOwner(ByteString.Of("a"), 7, 7);
        var packages = (root.Beside / "packages/sys-apps/p").EnsureFolder();
        new GpkgWriter
        {
            Time = new FileTime(1_700_000_000, 0),
            UserName = id => ByteString.Of(id == 7 ? user : "root"),
            GroupName = id => ByteString.Of(id == 7 ? group : "root"),
            Compression = Archives.Compressors.Compression.Gzip,
        }.Write(packages / "p-1-1.gpkg.tar", "p-1-1", BuildInfo.Empty.With("CATEGORY", "sys-apps").With("PF", "p-1").With("EAPI", "8").With("SLOT", "0").With("BUILD_ID", "1"), image, CancellationToken.None);
        root.Policy = ChrootPolicy.Default with { Packages = [root.Beside / "packages"] };
    }
}
