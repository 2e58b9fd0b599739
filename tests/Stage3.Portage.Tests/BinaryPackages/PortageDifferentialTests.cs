using Stage3.Archives.Compressors;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

public sealed class PortageDifferentialTests
{
    private const string Settings =
        """
        import os, portage
        from portage.gpkg import gpkg
        env = {"PORTAGE_USERNAME": "root", "PORTAGE_GRPNAME": "root", "PKGDIR": sys.argv[3], "PATH": os.environ["PATH"]}
        settings = portage.config(config_root=sys.argv[1], target_root=sys.argv[2], env=env)

        """;

    [FactNeeding(Need.Portage, Need.Root, "python3", "zstd")]
    public void A_real_Portage_verifies_reads_and_unpacks_our_package()
    {
        using var tree = new ScratchTree();
        using var sample = new SamplePackage();
        var answer = Ask(tree, sample,
            """
            package = gpkg(settings, "hello-1.0-3", sys.argv[4])
            metadata = package.get_metadata()
            target = os.path.join(sys.argv[2], "unpacked")
            package.decompress(target)
            found = {}
            for folder, folders, files in os.walk(target):
                for name in folders + files:
                    path = os.path.join(folder, name)
                    status = os.lstat(path)
                    link = os.readlink(path) if os.path.islink(path) else ""
                    found[os.path.relpath(path, target)] = f"{status.st_mode:o} {status.st_nlink} {int(status.st_mtime)}" if os.path.isfile(path) and not link else f"{status.st_mode:o} {link}"
            print(json.dumps({"metadata": {key: value.decode("latin-1") for key, value in metadata.items()}, "found": found}))
            """,
            sample.Write(Compression.Zstd).Value);
        foreach (var key in SamplePackage.Info.Keys)
            answer.GetProperty("metadata").GetProperty(key).GetString()!.Select(each => (byte)each).Should().Equal(SamplePackage.Info.Bytes(key)!.Value);
        var found = answer.GetProperty("found").EnumerateObject().Select(each => $"{each.Name}: {each.Value}").Order(StringComparer.Ordinal);
        found.Should().Equal(
            "etc/hello.conf: 100644 1 1700000000", "etc: 40750 ", "usr/bin/hello: 100755 2 1700000000", "usr/bin/hi: 100755 2 1700000000",
            "usr/bin/hullo: 120777 hello", "usr/bin: 40755 ", "usr: 40755 ");
    }

    [FactNeeding(Need.Portage, "python3", "zstd")]
    public void A_real_Portage_finds_our_packages_by_our_index_and_by_itself()
    {
        using var tree = new ScratchTree();
        using var sample = new SamplePackage();
        sample.Write(Compression.Zstd);
        const string program =
            """
            bintree = portage.binarytree(pkgdir=sys.argv[3], settings=settings)
            bintree.populate(force_reindex=len(sys.argv) > 4)
            packages = bintree.dbapi.match("app-misc/hello:0[a,-b]")
            print(json.dumps([[str(package), package.build_id, bintree.dbapi.aux_get(package, ["RDEPEND", "repository", "CHOST", "SLOT", "SIZE"])] for package in packages]))
            """;
        var alone = Ask(tree, sample, program, "look yourself").ToString();
        File.Delete((sample.Packages / "Packages").Value);
        var directory = PackageDirectory.Open(sample.Packages, [], CancellationToken.None);
        var entry = directory.Index.Entries.Single();
        directory.WriteIndex(1700000000);
        // Portage opens a package whose index entry it does not believe: it must not come to that.
        var before = File.ReadAllText((sample.Packages / "Packages").Value);
        Ask(tree, sample, program).ToString().Should().Be(alone);
        File.ReadAllText((sample.Packages / "Packages").Value).Should().Be(before);
        alone.Should().Contain("app-misc/hello-1.0").And.Contain(entry["SIZE"]).And.Contain(entry["RDEPEND"]);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "zstd")]
    public void We_read_the_package_and_the_index_that_a_real_Portage_writes()
    {
        using var tree = new ScratchTree();
        using var sample = new SamplePackage();
        var file = sample.Packages / "app-misc/hello/hello-1.0-3.gpkg.tar";
        file.Parent.EnsureFolder();
        Ask(tree, sample,
            """
            metadata = {"CATEGORY": "app-misc\n", "PF": "hello-1.0\n", "SLOT": "0\n", "EAPI": "8\n", "USE": "a\n", "IUSE": "a\n", "BUILD_ID": "3\n", "KEYWORDS": "amd64\n",
                "repository": "main\n", "BUILD_TIME": "1700000000\n", "DEFINED_PHASES": "-\n", "RDEPEND": "sys-libs/glibc\n", "environment.bz2": b"\x00\xff", "SIZE": "12\n", "CHOST": "x86_64-pc-linux-gnu\n"}
            gpkg(settings, "hello-1.0-3", sys.argv[4]).compress(sys.argv[5], metadata)
            bintree = portage.binarytree(pkgdir=sys.argv[3], settings=settings)
            bintree.populate(force_reindex=True)
            print(json.dumps(os.listdir(sys.argv[3])))
            """,
            file.Value, sample.Image.Value);
        using (var package = GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None))
        {
            package.ReadMetadata()["RDEPEND"].Should().Be("sys-libs/glibc");
            package.ReadMetadata().Bytes("environment.bz2")!.Value.Should().Equal(0, 0xff);
            using var image = package.OpenImage();
            var members = new List<string>();
            while (image.Read() is { } entry) members.Add($"{entry.Type} {entry.Path} {entry.UserName}");
            members.Should().BeEquivalentTo(
                "Folder / root", "Folder /etc root", "File /etc/hello.conf root", "Folder /usr root", "Folder /usr/bin root",
                "File /usr/bin/hello root", "HardLink /usr/bin/hi root", "Symlink /usr/bin/hullo root");
        }

        var theirs = PackagesIndex.Read(sample.Packages / "Packages").Entries.Single();
        File.Delete((sample.Packages / "Packages").Value);
        var ours = PackageDirectory.Open(sample.Packages, [], CancellationToken.None).Index.Entries.Single();
        // Portage digests a package when it makes it, and not when it finds it lying there.
        ours.Values.Remove("MD5").Remove("SHA1").Should().Equal(theirs.Values.Where(pair => pair.Value.Length > 0));
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public void A_real_emerge_plans_our_package_from_our_index()
    {
        // emerge looks at the host's own configuration too, so it gets one of its own there: all mounts end with it.
        const string script =
            """
            set -euo pipefail
            shopt -s inherit_errexit
            mount -t tmpfs none /mnt
            for place in etc var usr/share; do
                mkdir -p "/mnt/$place/upper" "/mnt/$place/work"
                mount -t overlay overlay -o "lowerdir=/$place,upperdir=/mnt/$place/upper,workdir=/mnt/$place/work" "/$place"
            done
            rm -rf /etc/portage /usr/share/portage
            cp -a "$1/config/etc/portage" /etc/portage
            mkdir -p /usr/share/portage
            ln -s "$3/cnf" /usr/share/portage/config
            PKGDIR=$2 exec python3 -b "$3/bin/emerge" --config-root="$1/config" --root="$1/root" --usepkgonly --pretend --nodeps --color=n app-misc/hello
            """;
        using var tree = new ScratchTree();
        using var sample = new SamplePackage();
        sample.Write(Compression.Zstd);
        PackageDirectory.Open(sample.Packages, [], CancellationToken.None).WriteIndex(1700000000);
        var (exit, output, error) = RealPortage.Start(
            "unshare", ["--mount", "--", "bash", "-c", script, "bash", tree.Folder.Value, sample.Packages.Value, Need.PortageCheckout],
            ("FEATURES", "-sandbox -usersandbox -ipc-sandbox -network-sandbox -pid-sandbox -news -merge-sync"), ("PORTAGE_TMPDIR", "/mnt"));
        exit.Should().Be(0, output + error);
        output.Should().MatchRegex(@"\[binary  N     \] app-misc/hello-1\.0-3(::main)?( |$)");
    }

    private static System.Text.Json.JsonElement Ask(ScratchTree tree, SamplePackage sample, string program, params string[] more) =>
        RealPortage.Ask(Settings + program, [tree.ConfigRoot.Value, tree.Root.Value, sample.Packages.EnsureFolder().Value, .. more]);
}
