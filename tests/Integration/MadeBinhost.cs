using System.Collections.Immutable;
using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>A binhost of small packages in the layout of Gentoo's own: <c>category/name/PF-BUILD_ID.gpkg.tar</c>, and an index with a header.</summary>
internal sealed class MadeBinhost(HostPath folder)
{
    private const long Time = 1_700_000_000;
    private int written;

    public HostPath Folder { get; } = folder;

    /// <summary>A package that installs one file, <c>/usr/share/NAME</c>, with its version in it.</summary>
    /// <param name="package">Such as <c>app-misc/one-1</c>.</param>
    /// <param name="needs">RDEPEND.</param>
    /// <param name="phases">Functions of it.</param>
    /// <param name="buildId">Which build of the version it is.</param>
    /// <param name="make">Puts more into its image.</param>
    /// <param name="compression">Of image and metadata; zstd where nothing is said.</param>
    public HostPath Add(string package, string needs = "", string phases = "", int buildId = 1, Action<HostPath>? make = null, Compression? compression = null)
    {
        var id = PackageId.Parse(package);
        var image = HostPath.Parse($"{Folder}.image");
        TreeRemoval.Remove(image, CancellationToken.None);
        File.WriteAllText(((image / "usr/share").EnsureFolder() / id.Name.Name).Value, $"{id.Version} {buildId}\n");
        make?.Invoke(image);
        var defined = new[] { "pretend", "setup", "preinst", "postinst" }.Where(phase => phases.Contains($"pkg_{phase}()", StringComparison.Ordinal)).ToList();
        var info = BuildInfo.Empty.With("CATEGORY", id.Name.Category).With("PF", id.NameAndVersion).With("EAPI", "8").With("SLOT", "0").With("KEYWORDS", "amd64").With("RDEPEND", needs)
            .With("LICENSE", "public-domain").With("DEFINED_PHASES", defined.Count == 0 ? "-" : string.Join(' ', defined)).With("repository", "gentoo").With("SIZE", "4")
            .With("CHOST", "x86_64-pc-linux-gnu").With("BUILD_TIME", $"{Time + buildId}").With("BUILD_ID", $"{buildId}").With("DESCRIPTION", "test")
            .With("environment.bz2", Environment($"declare -- CATEGORY=\"{id.Name.Category}\"\ndeclare -- PF=\"{id.NameAndVersion}\"\nEAPI=8\nSLOT=0\n{phases}\n"));
        var file = Folder / id.Name.ToString() / $"{id.NameAndVersion}-{buildId}.gpkg.tar";
        new GpkgWriter { Time = new FileTime(Time, 0), Compression = compression ?? Compression.Zstd, UserName = _ => ByteString.Of("root"), GroupName = _ => ByteString.Of("root") }
            .Write(file, $"{id.NameAndVersion}-{buildId}", info, image, CancellationToken.None);
        TreeRemoval.Remove(image, CancellationToken.None);
        return file;
    }

    /// <summary>A package with the folders and account files that any root begins with.</summary>
    public HostPath AddBase() => Add("sys-apps/baselayout-2", make: image =>
    {
        (image / "etc").EnsureFolder();
        File.WriteAllText((image / "etc/passwd").Value, "root:x:0:0::/root:/bin/sh\n");
        File.WriteAllText((image / "etc/group").Value, "root:x:0:\n");
        File.WriteAllText((image / "etc/shadow").Value, "root:*::0:::::\n");
        File.WriteAllText((image / "etc/gshadow").Value, "root:::\n");
    });

    /// <summary>Signs all packages.</summary>
    public void Sign(SigningKey key)
    {
        foreach (var file in Directory.GetFiles(Folder.Value, "*.gpkg.tar", SearchOption.AllDirectories)) key.Sign(file);
    }

    /// <summary>Writes the index as Gentoo's has it: a header that tells of the configuration, <c>Packages</c> and <c>Packages.gz</c>.</summary>
    public void WriteIndex()
    {
        var index = PackageDirectory.Open(Folder, [], CancellationToken.None).Index;
        var header = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["ACCEPT_KEYWORDS"] = "amd64", ["ACCEPT_LICENSE"] = "* -@EULA", ["ACCEPT_PROPERTIES"] = "*", ["ACCEPT_RESTRICT"] = "*", ["ARCH"] = "amd64", ["CBUILD"] = "x86_64-pc-linux-gnu",
            ["CHOST"] = "x86_64-pc-linux-gnu", ["CONFIG_PROTECT"] = "/etc /usr/share/gnupg/qualified.txt", ["CONFIG_PROTECT_MASK"] = "/etc/ca-certificates.conf /etc/env.d", ["ELIBC"] = "glibc",
            ["FEATURES"] = "assume-digests binpkg-multi-instance binpkg-signing buildpkg parallel-install sandbox xattr", ["IUSE_IMPLICIT"] = "abi_x86_64 prefix prefix-guest prefix-stack", ["KERNEL"] = "linux",
            ["TTL"] = "86400", ["USE"] = "acl amd64 crypt ipv6 ncurses nls pam seccomp ssl systemd udev unicode zlib", ["USE_EXPAND"] = "ABI_X86 ELIBC KERNEL L10N PYTHON_TARGETS",
            ["USE_EXPAND_HIDDEN"] = "ABI_X86 ELIBC KERNEL", ["USE_EXPAND_IMPLICIT"] = "ARCH ELIBC KERNEL", ["USE_EXPAND_UNPREFIXED"] = "ARCH", ["repository"] = "gentoo",
        });
        (index with { Header = header }).Write(Folder, Time + (1000 * ++written));
    }

    private static ImmutableArray<byte> Environment(string text)
    {
        using var packed = new MemoryStream();
        using (var writer = Compression.Bzip2.OpenWriter(packed, CompressionSettings.Default)) writer.Write(Encoding.UTF8.GetBytes(text));
        return [.. packed.ToArray()];
    }
}
