using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Installed;

public sealed class InstalledDatabaseTests
{
    private static readonly Contents Usr = Contents.Of([ContentsEntry.Folder(BytePath.Parse("usr"))]);
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";

    [Fact]
    public void An_entry_is_written_as_Portage_writes_it_and_read_back()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch.Folder);
        var database = InstalledDatabase.Open(root);
        Install(database, "sys-apps/hello-1.0-r2", "usr/bin/hello");
        var files = Directory.GetFiles(scratch["var/db/pkg/sys-apps/hello-1.0-r2"]).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        files.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["CATEGORY"] = "sys-apps\n", ["PF"] = "hello-1.0-r2\n", ["SLOT"] = "0/2\n", ["EAPI"] = "8\n", ["USE"] = "a b\n", ["IUSE"] = "+a b c\n",
            ["repository"] = "main\n", ["COUNTER"] = "1", ["CONTENTS"] = $"dir /usr\ndir /usr/bin\nobj /usr/bin/hello {Md5} 12\n",
        });
        var package = InstalledDatabase.Open(root).Packages.Should().ContainSingle().Subject;
        package.Id.Should().Be(PackageId.Parse("sys-apps/hello-1.0-r2"));
        package.Slot.Should().Be(Slot.Parse("0/2"));
        package.Repository.Should().Be(RepositoryName.Parse("main"));
        package.IsEnabled(UseFlag.Parse("a")).Should().BeTrue();
        package.IsEnabled(UseFlag.Parse("c")).Should().BeFalse();
        package.HasFlag(UseFlag.Parse("c")).Should().BeTrue();
        package.HasFlag(UseFlag.Parse("d")).Should().BeFalse();
        package.Contents.Count.Should().Be(3);
    }

    [Fact]
    public void Counters_go_up_whatever_the_counter_file_says()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch.Folder);
        Install(InstalledDatabase.Open(root), "sys-apps/one-1").Counter.Should().Be(1);
        scratch.Write("var/cache/edb/counter", "41");
        Install(InstalledDatabase.Open(root), "sys-apps/two-1").Counter.Should().Be(42);
        scratch.Write("var/cache/edb/counter", "rubbish");
        Install(InstalledDatabase.Open(root), "sys-apps/three-1").Counter.Should().Be(43);
        File.ReadAllText(scratch["var/cache/edb/counter"]).Should().Be("43");
    }

    [Fact]
    public void An_entry_that_is_being_merged_counts_for_nothing_and_is_gone_when_given_up()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch.Folder);
        var database = InstalledDatabase.Open(root);
        using (var entry = database.Begin(PackageId.Parse("sys-apps/hello-1"), Info("hello-1"), Usr))
        {
            entry.Folder.Name.Should().Be("-MERGING-hello-1");
            entry.Folder.IsFolder.Should().BeTrue();
            InstalledDatabase.Open(root).Packages.Should().BeEmpty();
        }

        Directory.GetFileSystemEntries(scratch["var/db/pkg/sys-apps"]).Should().BeEmpty();
        database.Packages.Should().BeEmpty();
    }

    [Fact]
    public void The_same_version_again_takes_the_place_of_the_old_entry()
    {
        using var scratch = new Scratch();
        var database = InstalledDatabase.Open(HostPath.Parse(scratch.Folder));
        Install(database, "sys-apps/hello-1", "usr/old");
        database.Owners[BytePath.Parse("usr/old")].Should().ContainSingle();
        Install(database, "sys-apps/hello-1", "usr/new");
        database.Owners[BytePath.Parse("usr/old")].Should().BeEmpty();
        database.Owners[BytePath.Parse("usr/new")].Should().ContainSingle();
        Directory.GetDirectories(scratch["var/db/pkg/sys-apps"]).Should().ContainSingle().Which.Should().EndWith("/hello-1");
    }

    [Fact]
    public void An_old_entry_can_be_removed_while_the_same_version_is_being_merged()
    {
        using var scratch = new Scratch();
        var database = InstalledDatabase.Open(HostPath.Parse(scratch.Folder));
        Install(database, "sys-apps/hello-1", "usr/old");
        using (var entry = database.Begin(PackageId.Parse("sys-apps/hello-1"), Info("hello-1"), Usr))
        {
            database.Remove(PackageId.Parse("sys-apps/hello-1"));
            database.Packages.Should().BeEmpty();
            entry.Commit();
        }

        database.Packages.Should().ContainSingle().Which.Contents.Count.Should().Be(1);
    }

    [Fact]
    public void What_a_crash_left_behind_is_in_nobodys_way()
    {
        using var scratch = new Scratch();
        foreach (var left in (string[])["-MERGING-hello-1", "-MERGING-hello-1-replaced", "-MERGING-hello-1-removed"]) scratch.Write($"var/db/pkg/sys-apps/{left}/PF", "x");
        var database = InstalledDatabase.Open(HostPath.Parse(scratch.Folder));
        database.Packages.Should().BeEmpty();
        Install(database, "sys-apps/hello-1");
        Install(database, "sys-apps/hello-1");
        database.Remove(PackageId.Parse("sys-apps/hello-1"));
        database.Packages.Should().BeEmpty();
    }

    [Fact]
    public void An_entry_that_was_set_aside_for_another_of_its_version_comes_back_where_that_one_never_came()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch.Folder);
        Install(InstalledDatabase.Open(root), "sys-apps/hello-1");
        // Where names cannot be exchanged: the run ended between the two renames.
        Directory.Move(scratch["var/db/pkg/sys-apps/hello-1"], scratch["var/db/pkg/sys-apps/-MERGING-hello-1-replaced"]);
        scratch.Write("var/db/pkg/sys-apps/-MERGING-hello-1/CONTENTS", "dir /usr\n");
        scratch.Write("var/db/pkg/gone/-MERGING-half-1/PF", "half-1");
        var database = InstalledDatabase.Open(root);
        database.Packages.Should().BeEmpty();
        database.Recover().Select(begun => begun.Id.ToString()).Should().Equal("sys-apps/hello-1");
        database.Packages.Should().ContainSingle().Which.Contents.Count.Should().Be(3);
        InstalledDatabase.Open(root).Packages.Should().ContainSingle();
        Directory.GetFileSystemEntries(scratch["var/db/pkg"], "*", SearchOption.AllDirectories).Should().NotContain(path => path.Contains("-MERGING-") || path.EndsWith("/gone"));
    }

    [Fact]
    public void What_is_left_to_do_with_a_package_stands_in_its_entry_until_it_is_done()
    {
        using var scratch = new Scratch();
        var database = InstalledDatabase.Open(HostPath.Parse(scratch.Folder));
        using (var entry = database.Begin(PackageId.Parse("sys-apps/hello-2"), Info("hello-2"), Usr))
        {
            entry.NoteUnfinished([PackageId.Parse("sys-apps/hello-1")]);
            entry.Commit();
        }

        InstalledDatabase.Open(HostPath.Parse(scratch.Folder)).Unfinished.Should().ContainSingle().Which.Replaced.Should().Equal(PackageId.Parse("sys-apps/hello-1"));
        database.NoteFinished(PackageId.Parse("sys-apps/hello-2"));
        database.Unfinished.Should().BeEmpty();
    }

    [Fact]
    public void Owners_are_found_by_path_and_forgotten_with_the_package()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch.Folder);
        var database = InstalledDatabase.Open(root);
        Install(database, "sys-apps/two-1", "usr/bin/two");
        Install(database, "sys-apps/one-1", "usr/bin/one");
        database = InstalledDatabase.Open(root);
        database.Owners[BytePath.Parse("usr/bin")].Select(owner => owner.ToString()).Should().Equal("sys-apps/one-1", "sys-apps/two-1");
        database.Owners[BytePath.Parse("usr/bin/two")].Should().ContainSingle();
        database.Owners[BytePath.Parse("usr/bin/none")].Should().BeEmpty();
        database.Remove(PackageId.Parse("sys-apps/two-1"));
        database.Owners[BytePath.Parse("usr/bin/two")].Should().BeEmpty();
        database.Remove(PackageId.Parse("sys-apps/one-1"));
        Directory.Exists(scratch["var/db/pkg/sys-apps"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("var", "/")]
    [InlineData("var", "../../../../../../../..")]
    [InlineData("var/db", "/other")]
    [InlineData("var/db/pkg", "/other")]
    [InlineData("var/db/pkg", "../../other")]
    public void Links_on_the_way_are_followed_inside_the_root(string link, string target)
    {
        using var scratch = new Scratch();
        scratch.Write("outside/db/pkg/sys-apps/stranger-1/PF", "x");
        Directory.CreateDirectory(scratch["root/other"]);
        Directory.CreateDirectory(Path.GetDirectoryName(scratch[$"root/{link}"])!);
        Directory.CreateSymbolicLink(scratch[$"root/{link}"], target);
        var root = HostPath.Parse(scratch["root"]);
        var database = InstalledDatabase.Open(root);
        root.Contains(database.Folder).Should().BeTrue("{0} is to lie in the root", database.Folder);
        database.Packages.Should().BeEmpty("what the host has is none of the root's");
        Install(database, "sys-apps/hello-1").Folder.Value.Should().StartWith(root.Value);
        InstalledDatabase.Open(root).Packages.Should().ContainSingle();
        Directory.GetDirectories(scratch[""]).Select(Path.GetFileName).Should().BeEquivalentTo("outside", "root");
    }

    [Fact]
    public void A_link_to_what_only_the_host_has_is_an_error_that_names_it()
    {
        using var scratch = new Scratch();
        scratch.Write("outside/pkg/sys-apps/stranger-1/PF", "x");
        Directory.CreateDirectory(scratch["root/var"]);
        Directory.CreateSymbolicLink(scratch["root/var/db"], scratch["outside"]);
        var open = () => InstalledDatabase.Open(HostPath.Parse(scratch["root"]));
        open.Should().Throw<Stage3Exception>().WithMessage("*goes through /var/db, a symlink to nothing in the root*root/var/db*take the symlink out*");
    }

    [Fact]
    public void A_counter_that_is_a_link_is_replaced_and_not_written_through()
    {
        using var scratch = new Scratch();
        scratch.Write("outside", "41");
        Directory.CreateDirectory(scratch["root/var/cache/edb"]);
        File.CreateSymbolicLink(scratch["root/var/cache/edb/counter"], scratch["outside"]);
        Install(InstalledDatabase.Open(HostPath.Parse(scratch["root"])), "sys-apps/hello-1").Counter.Should().Be(1);
        File.ReadAllText(scratch["outside"]).Should().Be("41");
        File.ReadAllText(scratch["root/var/cache/edb/counter"]).Should().Be("1");
    }

    [Fact]
    public void Links_and_pipes_among_the_entries_are_none_and_nobody_waits_for_them()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch["root"]);
        Install(InstalledDatabase.Open(root), "sys-apps/hello-1");
        scratch.Write("outside/stranger-1/PF", "x");
        scratch.Write("outside/CONTENTS", "dir /host\n");
        Directory.CreateSymbolicLink(scratch["root/var/db/pkg/host"], scratch["outside"]);
        Directory.CreateSymbolicLink(scratch["root/var/db/pkg/sys-apps/stranger-1"], scratch["outside/stranger-1"]);
        File.Delete(scratch["root/var/db/pkg/sys-apps/hello-1/CONTENTS"]);
        File.CreateSymbolicLink(scratch["root/var/db/pkg/sys-apps/hello-1/CONTENTS"], scratch["outside/CONTENTS"]);
        File.CreateSymbolicLink(scratch["root/var/db/pkg/sys-apps/hello-1/SECRET"], "/etc/hostname");
        using (var entry = FolderHandle.Open(root / "var/db/pkg/sys-apps/hello-1")) entry.MakeNode(ByteString.Of("PIPE"), FileType.Fifo, 0b110_100_100, default);
        var package = InstalledDatabase.Open(root).Packages.Should().ContainSingle().Subject;
        package.Id.ToString().Should().Be("sys-apps/hello-1");
        package.Contents.Count.Should().Be(0);
        package.Info.Keys.Should().Contain("SLOT").And.NotContain(["SECRET", "PIPE"]);
    }

    [FactNeeding(Need.Portage, "python3")]
    public void A_real_Portage_reads_what_is_installed()
    {
        using var tree = new ScratchTree();
        var database = InstalledDatabase.Open(tree.Root);
        Install(database, "app-misc/hello-1.0", "usr/bin/with blank and -> arrow");
        Install(database, "app-misc/hello-2.0", "usr/bin/ü");
        var answer = RealPortage.Ask(
            """
            import portage
            env = {"PORTAGE_USERNAME": "root", "PORTAGE_GRPNAME": "root"}
            settings = portage.config(config_root=sys.argv[1], target_root=sys.argv[2], env=env)
            installed = portage.vartree(settings=settings).dbapi
            contents = installed._dblink("app-misc/hello-1.0").getcontents()
            print(json.dumps({
                "match": installed.match("app-misc/hello:0[a,-c]"),
                "keys": installed.aux_get("app-misc/hello-2.0", ["EAPI", "SLOT", "USE", "COUNTER", "repository"]),
                "contents": sorted([path[len(sys.argv[2]):]] + list(entry) for path, entry in contents.items()),
                "owner": [str(package.mycpv) for package in installed._owners.getFileOwnerMap(["/usr/bin/ü"]).get("usr/bin/ü", ())],
                "next": installed.counter_tick_core(),
            }))
            """,
            tree.ConfigRoot.Value, tree.Root.Value);
        answer.GetProperty("match").ToString().Should().Be("""["app-misc/hello-1.0", "app-misc/hello-2.0"]""");
        answer.GetProperty("keys").ToString().Should().Be("""["8", "0/2", "a b", "2", "main"]""");
        answer.GetProperty("contents").ToString().Should().Contain($$"""["/usr/bin/with blank and -> arrow", "obj", "12", "{{Md5}}"]""");
        answer.GetProperty("owner").ToString().Should().Be("""["app-misc/hello-2.0"]""");
        answer.GetProperty("next").GetInt64().Should().Be(3);
    }

    private static InstalledPackage Install(InstalledDatabase database, string id, string file = "usr/bin/x")
    {
        var package = PackageId.Parse(id);
        var path = BytePath.Parse(file);
        var folders = new List<ContentsEntry>();
        for (var folder = path.Parent; !folder.IsRoot; folder = folder.Parent) folders.Add(ContentsEntry.Folder(folder));
        using var entry = database.Begin(package, Info(package.NameAndVersion, package.Name.Category), Contents.Of([.. folders, ContentsEntry.File(path, Md5, 12)]));
        return entry.Commit();
    }

    private static BuildInfo Info(string pf, string category = "sys-apps") => BuildInfo.Empty
        .With("CATEGORY", category).With("PF", pf).With("EAPI", "8").With("SLOT", "0/2").With("USE", "a b").With("IUSE", "+a b c").With("repository", "main");
}
