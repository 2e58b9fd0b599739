using Stage3.Archives.Tar;
using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Merging;

public sealed class ImageMergerTests
{
    [FactNeeding(Need.Root)]
    public void Owners_are_those_that_the_names_have_in_the_root()
    {
        using var root = new MergeRoot();
        root.Merge("a/owned-1", image =>
        {
            using var folder = FolderHandle.Open(image);
            foreach (var (name, owner) in new[] { ("known", 5555u), ("unknown", 6666u), ("nameless", 7777u) })
            {
                folder.CreateFile(ByteString.Of(name), 0x1a4).Dispose();
                folder.SetOwner(ByteString.Of(name), owner, owner);
                folder.SetMode(ByteString.Of(name), 0x9ed);
            }
        });
        (root.Status("known").Uid, root.Status("known").Gid, root.Status("known").Mode).Should().Be((8u, 8u, 0x9ed));
        root.Status("unknown").Uid.Should().Be(6666);
        root.Status("nameless").Uid.Should().Be(7777);
    }

    [FactNeeding(Need.Root)]
    public void Every_kind_of_member_arrives_as_it_was()
    {
        using var root = new MergeRoot();
        var capability = Xattr.Of("security.capability", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]);
        var old = new FileTime(-5, 250_000_000);
        root.Merge("a/all-1", image =>
        {
            using var folder = FolderHandle.Open(image);
            using (var file = new FileStream(folder.CreateFile(ByteString.Of("ping"), 0x1ed), FileAccess.Write)) file.Write("tool"u8);
            folder.SetXattr(ByteString.Of("ping"), capability);
            folder.SetModified(ByteString.Of("ping"), old);
            folder.MakeLink(ByteString.Of("ping6"), folder, ByteString.Of("ping"));
            folder.MakeSymlink(ByteString.Of("link"), ByteString.Of("/nowhere"));
            folder.MakeFolder(ByteString.Of("dev"), 0x1ed);
            using var dev = folder.OpenFolder(ByteString.Of("dev"));
            dev.MakeNode(ByteString.Of("null"), FileType.CharacterDevice, 0x1b6, new DeviceNumber(1, 3));
            folder.MakeNode(ByteString.Of("pipe"), FileType.Fifo, 0x180, default);
            folder.MakeFolder(ByteString.Of("sticky"), 0x1ff);
            folder.SetMode(ByteString.Of("sticky"), 0x3ff);
            folder.SetModified(ByteString.Of("sticky"), new FileTime(1_000_000, 0));
        });

        (root.Status("ping").Modified, root.Status("ping").Links).Should().Be((old, 2u));
        root.Status("ping6").IsSameFile(root.Status("ping")).Should().BeTrue();
        root.Folder.Folder.ReadXattrs(ByteString.Of("ping")).Should().Equal(capability);
        root.Folder.Folder.ReadLink(ByteString.Of("link")).Should().Be(ByteString.Of("/nowhere"));
        (root.Status("dev/null").Type, root.Status("dev/null").Node).Should().Be((FileType.CharacterDevice, new DeviceNumber(1, 3)));
        root.Status("pipe").Type.Should().Be(FileType.Fifo);
        (root.Status("sticky").Mode, root.Status("sticky").Modified.Seconds).Should().Be((0x3ff, 1_000_000L));
        root.Read("var/db/pkg/a/all-1/CONTENTS").Split('\n').Select(line => string.Join(' ', line.Split(' ').Take(2))).Where(words => words.Length > 0)
            .Should().Equal("dir /dev", "dev /dev/null", "sym /link", "obj /ping", "obj /ping6", "fif /pipe", "dir /sticky");
    }

    [FactNeeding(Need.Root)]
    public void Members_below_a_symlink_of_the_root_go_through_it_and_never_out()
    {
        using var root = new MergeRoot();
        (root.Root / "usr/bin").EnsureFolder();
        File.CreateSymbolicLink((root.Root / "bin").Value, "usr/bin");
        File.CreateSymbolicLink((root.Root / "out").Value, "/usr/../../../../usr");
        var result = root.Merge("a/tools-1", ("bin/tool", "tool"), ("out/data", "data"));
        root.Read("usr/bin/tool").Should().Be("tool");
        root.Read("usr/data").Should().Be("data");
        Path.Exists("/usr/data").Should().BeFalse();
        root.Status("bin").Type.Should().Be(FileType.Symlink);
        result.Written.Select(path => path.ToString()).Should().Equal("/usr/bin/tool", "/usr/data");
        root.Read("var/db/pkg/a/tools-1/CONTENTS").Should().Contain("obj /bin/tool ");
    }

    [FactNeeding(Need.Root)]
    public void Access_control_lists_arrive_whoever_owns_the_file_and_folders_pass_theirs_on()
    {
        using var root = new MergeRoot();
        root.Merge("a/listed-1", image =>
        {
            MergeRoot.Fill(image, ("usr/mine", "m"), ("usr/theirs", "t"), ("usr/spool/inside", "i"));
            using var folder = FolderHandle.Open(image / "usr");
            folder.SetOwner(ByteString.Of("theirs"), 5555, 5555);
            foreach (var name in new[] { "mine", "theirs" }) folder.SetXattr(ByteString.Of(name), Xattr.Of("system.posix_acl_access", AccessList.Of(6)));
            folder.SetXattr(ByteString.Of("spool"), Xattr.Of("system.posix_acl_default", AccessList.Of(5)));
        });
        using var merged = FolderHandle.Open(root.Root / "usr");
        foreach (var name in new[] { "mine", "theirs" }) merged.ReadXattrs(ByteString.Of(name)).Should().Equal(Xattr.Of("system.posix_acl_access", AccessList.Of(6)));
        merged.ReadXattrs(ByteString.Of("spool")).Should().Equal(Xattr.Of("system.posix_acl_default", AccessList.Of(5)));
        (root.Status("usr/theirs").Uid, root.Status("usr/theirs").Mode).Should().Be((8u, 0x1b0), "the mask stands where the group's bits do");
    }

    [FactNeeding(Need.Root)]
    public void What_is_ignored_and_what_nobody_protects_may_be_replaced()
    {
        using var root = new MergeRoot(collisions: CollisionPolicy.Parse("protect-owned", "/usr/lib/shared *.py[co]"));
        root.Merge("a/first-1", ("usr/lib/shared/deep/file", "first"), ("usr/lib/x.pyc", "first"), ("usr/lib/other", "first"));
        var merge = () => root.Merge("a/second-1", ("usr/lib/shared/deep/file", "second"), ("usr/lib/x.pyc", "second"), ("usr/lib/other", "second"));
        merge.Should().Throw<MergeRefusedException>().Which.Problems.Should().ContainSingle().Which.Message.Should().Be("/usr/lib/other belongs to a/first-1");
        root.Merge("a/second-1", ("usr/lib/shared/deep/file", "second"), ("usr/lib/x.pyc", "second"));
        root.Read("usr/lib/shared/deep/file").Should().Be("second");
    }

    [FactNeeding(Need.Root)]
    public void With_collision_protect_files_of_nobody_are_kept_too_and_with_neither_all_are_replaced()
    {
        using var root = new MergeRoot(collisions: CollisionPolicy.Parse("collision-protect", ""));
        root.Write("usr/orphan", "mine");
        root.Write("etc/orphan", "mine");
        var merge = () => root.Merge("a/first-1", ("usr/orphan", "first"), ("etc/orphan", "first"));
        merge.Should().Throw<MergeRefusedException>().WithMessage("*/usr/orphan is in the root and belongs to no package*").Which.Problems.Should().ContainSingle();
        using var open = new MergeRoot(collisions: CollisionPolicy.Parse("", ""));
        open.Merge("a/first-1", ("usr/file", "first"));
        open.Merge("a/second-1", ("usr/file", "second"));
        open.Read("usr/file").Should().Be("second");
    }

    [FactNeeding(Need.Root)]
    public void A_file_of_another_package_is_an_error_that_names_both_and_nothing_is_written()
    {
        using var root = new MergeRoot();
        (root.Root / "usr/bin").EnsureFolder();
        File.CreateSymbolicLink((root.Root / "bin").Value, "usr/bin");
        root.Merge("a/first-1", ("bin/tool", "first"), ("usr/bin/other", "first"));
        var merge = () => root.Merge("a/second-1", ("aaa", "new"), ("usr/bin/tool", "second"), ("bin/other", "second"));
        var refused = merge.Should().Throw<MergeRefusedException>().WithMessage("a/second-1 cannot be merged: */bin/other belongs to a/first-1*/usr/bin/tool belongs to a/first-1*").Which;
        refused.Problems.Should().HaveCount(2).And.OnlyContain(problem => problem.Kind == MergeProblemKind.Collision);
        root.Has("aaa").Should().BeFalse();
        root.Read("usr/bin/tool").Should().Be("first");
        Directory.GetDirectories((root.Root / "var/db/pkg/a").Value).Should().ContainSingle();
    }

    [FactNeeding(Need.Root)]
    public void A_file_that_nobody_owns_is_replaced()
    {
        using var root = new MergeRoot();
        root.Write("usr/stray", "stray");
        root.Merge("a/one-1", ("usr/stray", "mine"));
        root.Read("usr/stray").Should().Be("mine");
    }

    [FactNeeding(Need.Root)]
    public void Things_of_other_types_in_the_way_are_all_reported()
    {
        using var root = new MergeRoot();
        root.Write("file", "");
        (root.Root / "folder").EnsureFolder();
        (root.Root / "folder2").EnsureFolder();
        var merge = () => root.Merge("a/types-1", image =>
        {
            (image / "file").EnsureFolder();
            File.WriteAllText((image / "folder").Value, "");
            File.CreateSymbolicLink((image / "folder2").Value, "elsewhere");
        });
        merge.Should().Throw<MergeRefusedException>().Which.Problems.Select(problem => problem.Message).Should().Equal(
            "/file is a folder of the package, and no folder in the root",
            "/folder is no folder in the package, and a folder in the root",
            "/folder2 is no folder in the package, and a folder in the root");
    }

    [FactNeeding(Need.Root)]
    public void Two_members_that_a_symlink_of_the_root_makes_one_are_refused()
    {
        using var root = new MergeRoot();
        (root.Root / "usr/bin").EnsureFolder();
        File.CreateSymbolicLink((root.Root / "bin").Value, "usr/bin");
        var merge = () => root.Merge("a/twice-1", ("bin/tool", "one"), ("usr/bin/tool", "two"));
        merge.Should().Throw<MergeRefusedException>().WithMessage("*/usr/bin/tool and /bin/tool of the package are both /usr/bin/tool in the root*");
    }

    [FactNeeding(Need.Root)]
    public void An_image_that_breaks_off_leaves_nothing_in_the_root()
    {
        using var root = new MergeRoot();
        var merge = () => root.Merge("a/broken-1", new MadeImage(MadeImage.File("first")) { BreaksOff = true });
        merge.Should().Throw<Stage3Exception>().WithMessage("*breaks off*");
        root.Has("first").Should().BeFalse();
        root.Has("var/db/pkg").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void An_image_that_is_no_tree_is_refused_with_all_reasons()
    {
        using var root = new MergeRoot();
        var merge = () => root.Merge("a/odd-1", new MadeImage(
            MadeImage.Symlink("way", "/etc"), MadeImage.File("way/passwd"), MadeImage.HardLink("early", "late"), MadeImage.File("late"),
            MadeImage.File("late"), MadeImage.File("new\nline")));
        merge.Should().Throw<MergeRefusedException>().Which.Problems.Select(problem => problem.Message).Should().Equal(
            "/way/passwd lies below /way, which the package says is no folder",
            "/early is a hard link to /late, which is no file before it in the package",
            "/late is in the package more than once",
            "/new\\x0aline has a newline in its name or target, which the installed database cannot record");
        root.Has("way").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void Devices_outside_of_dev_and_members_below_what_turns_out_to_be_no_folder_are_refused()
    {
        using var root = new MergeRoot();
        var merge = () => root.Merge("a/odd-1", new MadeImage(
            new PaxEntry(BytePath.Parse("usr/share/disk"), PaxEntryType.BlockDevice) { Node = new DeviceNumber(8, 0) },
            MadeImage.File("way/in"), MadeImage.Symlink("way", "/etc"), MadeImage.HardLink("self", "self"), MadeImage.File(".stage3-merging/0/0")));
        merge.Should().Throw<MergeRefusedException>().Which.Problems.Select(problem => problem.Message).Should().Equal(
            "/usr/share/disk is a device node, and no package has one outside of /dev",
            "/way is no folder, and other members of the package lie below it",
            "/self is a hard link to /self, which is no file before it in the package",
            "/.stage3-merging/0/0 has a name that this engine uses while it merges");
        Directory.GetFileSystemEntries(root.Root.Value).Select(Path.GetFileName).Should().BeEquivalentTo("etc", ".stage3-merging");
    }

    [FactNeeding(Need.Root)]
    public void Folders_that_an_image_does_not_name_are_made_for_all_to_enter()
    {
        using var root = new MergeRoot();
        root.Merge("a/deep-1", new MadeImage(MadeImage.File("x/y/z/file")));
        root.Status("x/y/z").Mode.Should().Be(0x1ed);
        root.Status("x/y/z/file").Type.Should().Be(FileType.File);
    }

    [FactNeeding(Need.Root)]
    public void A_symlink_that_one_package_brings_leads_the_files_of_the_next_and_their_owner_is_known_by_both_paths()
    {
        using var root = new MergeRoot();
        root.Merge("a/layout-1", new MadeImage(MadeImage.Symlink("lib64", "usr/lib64")));
        (root.Root / "usr/lib64").EnsureFolder();
        root.Merge("a/one-1", ("lib64/x", "one"));
        root.Has("usr/lib64/x").Should().BeTrue();
        var merge = () => root.Merge("a/two-1", ("usr/lib64/x", "two"));
        merge.Should().Throw<MergeRefusedException>().WithMessage("*/usr/lib64/x belongs to a/one-1*");
    }

    [FactNeeding(Need.Root)]
    public void What_a_killed_merge_left_is_taken_back_or_replaced_by_the_next()
    {
        using var root = new MergeRoot();
        root.Write("etc/kept", "of the template");
        using (var merge = root.Begin("a/one-1", ("file", "one"), ("other", "two"), ("etc/kept", "packaged"))) merge.WriteFiles(CancellationToken.None);
        root.Write("other", "changed since");
        root.Write(".stage3-merging/0/7", "half");
        root.Database.Packages.Should().BeEmpty();
        Directory.GetDirectories((root.Root / "var/db/pkg/a").Value).Should().ContainSingle().Which.Should().EndWith("/-MERGING-one-1");

        root.Merger.Recover(CancellationToken.None);
        root.Has(".stage3-merging").Should().BeFalse();
        root.Has("file").Should().BeFalse();
        root.Has("var/db/pkg/a").Should().BeFalse();
        (root.Read("other"), root.Read("etc/kept")).Should().Be(("changed since", "of the template"));
        root.Merge("a/one-1", ("file", "one"), ("other", "two"));
        root.Read("other").Should().Be("two");
        root.Database.Packages.Should().ContainSingle();
    }

    [FactNeeding(Need.Root)]
    public void A_merge_that_is_given_up_before_its_files_get_their_places_leaves_nothing()
    {
        using var root = new MergeRoot();
        root.Begin("a/one-1", ("file", "one")).Dispose();
        root.Has("file").Should().BeFalse();
        Directory.GetFileSystemEntries((root.Root / "var/db/pkg/a").Value).Should().BeEmpty();
        Directory.GetFileSystemEntries((root.Root / ".stage3-merging").Value).Should().BeEmpty();
        root.Merger.Dispose();
        root.Has(".stage3-merging").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void Holes_stay_holes_and_long_zeros_become_some()
    {
        using var root = new MergeRoot();
        root.Merge("a/sparse-1", image =>
        {
            using var sparse = new FileStream((image / "sparse").Value, FileMode.CreateNew);
            sparse.Write("begin"u8);
            sparse.Position = 50_000_000;
            sparse.Write("end"u8);
            sparse.SetLength(60_000_000);
        });
        var (file, content) = (root.Status("sparse"), File.ReadAllBytes((root.Root / "sparse").Value));
        file.Size.Should().Be(60_000_000);
        file.Blocks.Should().BeLessThan(4_000);
        content.AsSpan(50_000_000, 3).SequenceEqual("end"u8).Should().BeTrue();
        content.Count(each => each != 0).Should().Be(8);
    }

    [FactNeeding(Need.Root)]
    public void An_image_in_a_folder_is_merged_as_one_in_a_package()
    {
        using var root = new MergeRoot();
        using var scratch = new Scratch();
        scratch.Write("usr/share/x", "text");
        var merged = root.Merge("a/folder-1", new FolderImage(HostPath.Parse(scratch.Folder)));
        root.Read("usr/share/x").Should().Be("text");
        merged.Package.Contents.Entries.Select(entry => entry.Path.ToString()).Should().Equal("/usr", "/usr/share", "/usr/share/x");
    }
}
