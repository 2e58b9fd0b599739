using Stage3.Archives.Digests;
using Stage3.Embedded.Merging;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Merging;

public sealed class ReplacingTests
{
    [FactNeeding(Need.Root)]
    public void A_newer_version_takes_away_what_only_the_older_had()
    {
        using var root = new MergeRoot();
        var old = root.Merge("a/lib-1", ("usr/lib/x.so.1", "1"), ("usr/lib/common", "1"), ("usr/share/old/deep/doc", "d")).Package;
        root.Write("usr/lib/stray", "stays");
        var result = root.Update("a/lib-2", old, ("usr/lib/x.so.2", "2"), ("usr/lib/common", "2"));

        root.Read("usr/lib/common").Should().Be("2");
        root.Has("usr/lib/x.so.1").Should().BeFalse();
        root.Has("usr/share").Should().BeFalse();
        root.Has("usr/lib/stray").Should().BeTrue();
        result.Removed.Select(path => path.ToString()).Should().Equal("/usr/share/old/deep/doc", "/usr/share/old/deep", "/usr/share/old", "/usr/share", "/usr/lib/x.so.1");
        result.Left.Should().BeEmpty();
        root.Database.Packages.Select(package => package.Id.ToString()).Should().Equal("a/lib-2");
        root.Has("var/db/pkg/a/lib-1").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void The_same_version_again_takes_away_what_it_no_longer_has()
    {
        using var root = new MergeRoot();
        root.Merge("a/lib-1", ("one", "1"), ("two", "2"));
        root.Merge("a/lib-1", ("two", "2"));
        root.Has("one").Should().BeFalse();
        root.Database.Packages.Should().ContainSingle().Which.Contents.Count.Should().Be(1);
    }

    [FactNeeding(Need.Root)]
    public void A_protected_file_that_was_changed_stays_and_the_new_one_lies_beside_it()
    {
        using var root = new MergeRoot();
        var old = root.Merge("a/conf-1", ("etc/app/changed.conf", "1"), ("etc/app/plain.conf", "1"), ("etc/env.d/masked", "1"), ("etc/app/gone.conf", "1")).Package;
        root.Write("etc/app/changed.conf", "mine");
        root.Write("etc/env.d/masked", "mine");
        File.Delete((root.Root / "etc/app/gone.conf").Value);
        var second = root.Update("a/conf-2", old, ("etc/app/changed.conf", "2"), ("etc/app/plain.conf", "2"), ("etc/env.d/masked", "2"), ("etc/app/gone.conf", "2"));

        root.Read("etc/app/changed.conf").Should().Be("mine");
        root.Read("etc/app/._cfg0000_changed.conf").Should().Be("2");
        root.Read("etc/app/plain.conf").Should().Be("2");
        root.Read("etc/env.d/masked").Should().Be("2");
        root.Has("etc/app/gone.conf").Should().BeFalse();
        second.Protected.Select(file => $"{file.Path} {file.Update}").Should().Equal(
            "/etc/app/changed.conf /etc/app/._cfg0000_changed.conf", "/etc/app/gone.conf /etc/app/._cfg0000_gone.conf");
        second.Package.Contents[BytePath.Parse("etc/app/changed.conf")]!.Value.Md5.Should().Be("c81e728d9d4c2f636f067f89cc14862c");

        // The same update again takes the same name; another one the next.
        root.Update("a/conf-2.1", second.Package, ("etc/app/changed.conf", "2"));
        root.Has("etc/app/._cfg0001_changed.conf").Should().BeFalse();
        root.Update("a/conf-3", root.Database.Packages.Single(), ("etc/app/changed.conf", "3"));
        root.Read("etc/app/._cfg0001_changed.conf").Should().Be("3");
        root.Read("etc/app/changed.conf").Should().Be("mine");
    }

    [FactNeeding(Need.Root)]
    public void An_update_that_was_offered_before_is_offered_again_only_where_it_is_asked_for_or_an_older_version_comes()
    {
        using var root = new MergeRoot();
        root.Write("etc/conf", "mine");
        var first = root.Merge("a/conf-1", ("etc/conf", "theirs"));
        first.Protected.Should().ContainSingle();
        root.Read("var/lib/portage/config").Should().Be($"/etc/conf {Md5("theirs")}\n");
        File.Delete((root.Root / "etc/._cfg0000_conf").Value);
        var second = root.Update("a/conf-2", first.Package, ("etc/conf", "theirs"));
        (second.Protected.Length, root.Has("etc/._cfg0000_conf"), root.Read("etc/conf")).Should().Be((0, false, "mine"));
        second.Package.Contents[BytePath.Parse("etc/conf")]!.Value.Md5.Should().Be(Md5("theirs"), "the package has it none the less");
        root.Update("a/conf-1", second.Package, ("etc/conf", "theirs")).Protected.Should().ContainSingle("who goes back is asked");
        File.Delete((root.Root / "etc/._cfg0000_conf").Value);

        using var asking = ImageMerger.Open(root.Root, root.Database, new MergePolicy(ConfigProtection.Parse("/etc", "")) { OffersAgain = true }, syncBeforeCommit: false);
        using var image = root.Package("a/conf-3", image => MergeRoot.Fill(image, ("etc/conf", "theirs")));
        asking.Merge(MergeRoot.Request("a/conf-3") with { Replaces = [root.Database.Packages.Single()] }, new BinaryPackageImage(image), CancellationToken.None).Protected.Should().ContainSingle();
        asking.Unmerge(root.Database.Packages.Single(), CancellationToken.None);
        root.Read("var/lib/portage/config").Should().BeEmpty("nobody has the file any more");
    }

    [FactNeeding(Need.Root)]
    public void A_hard_link_of_an_update_that_is_not_offered_again_is_a_file_of_its_own()
    {
        using var root = new MergeRoot();
        root.Write("etc/a", "mine");
        root.Write("var/lib/portage/config", $"/etc/a {Md5("new")}\n");
        root.Merge("a/conf-1", image =>
        {
            (image / "etc").EnsureFolder();
            (image / "usr").EnsureFolder();
            using var etc = FolderHandle.Open(image / "etc");
            using (var file = new FileStream(etc.CreateFile(ByteString.Of("a"), 0x1a4), FileAccess.Write)) file.Write("new"u8);
            using var usr = FolderHandle.Open(image / "usr");
            usr.MakeLink(ByteString.Of("b"), etc, ByteString.Of("a"));
            usr.MakeLink(ByteString.Of("c"), etc, ByteString.Of("a"));
        });
        (root.Read("etc/a"), root.Has("etc/._cfg0000_a"), root.Read("usr/b")).Should().Be(("mine", false, "new"));
        root.Status("usr/b").IsSameFile(root.Status("usr/c")).Should().BeTrue();
    }

    private static string Md5(string text) => Digest.Of(DigestKind.Md5, System.Text.Encoding.UTF8.GetBytes(text)).Hex;

    [FactNeeding(Need.Root)]
    public void A_protected_file_of_nobody_is_kept()
    {
        using var root = new MergeRoot();
        root.Write("etc/conf", "from the template");
        root.Merge("a/conf-1", ("etc/conf", "packaged"));
        root.Read("etc/conf").Should().Be("from the template");
        root.Read("etc/._cfg0000_conf").Should().Be("packaged");
    }

    [FactNeeding(Need.Root)]
    public void Hard_links_of_a_protected_file_are_links_of_the_update()
    {
        using var root = new MergeRoot();
        root.Write("etc/a", "mine");
        root.Merge("a/conf-1", image =>
        {
            (image / "etc").EnsureFolder();
            using var etc = FolderHandle.Open(image / "etc");
            using (var file = new FileStream(etc.CreateFile(ByteString.Of("a"), 0x1a4), FileAccess.Write)) file.Write("new"u8);
            etc.MakeLink(ByteString.Of("b"), etc, ByteString.Of("a"));
        });
        root.Read("etc/a").Should().Be("mine");
        root.Status("etc/b").IsSameFile(root.Status("etc/._cfg0000_a")).Should().BeTrue();
        var again = () => root.Merge("a/conf-1", ("etc/b", "new"));
        again.Should().NotThrow();
    }

    [FactNeeding(Need.Root)]
    public void An_unmerge_keeps_what_others_own_use_or_changed()
    {
        using var root = new MergeRoot();
        (root.Root / "usr/lib").EnsureFolder();
        var leaving = root.Merge("a/leaving-1", image =>
        {
            (image / "etc").EnsureFolder();
            (image / "usr/share/x").EnsureFolder();
            File.WriteAllText((image / "etc/changed").Value, "1");
            File.WriteAllText((image / "etc/same").Value, "1");
            File.WriteAllText((image / "usr/share/x/file").Value, "1");
            File.CreateSymbolicLink((image / "lib").Value, "usr/lib");
        }).Package;
        root.Merge("a/staying-1", ("lib/y", "y"), ("usr/share/z", "z"));
        root.Write("etc/changed", "mine");
        root.Write("usr/share/x/user-file", "mine");

        var result = root.Merger.Unmerge(leaving, CancellationToken.None);
        root.Has("usr/share/x/file").Should().BeFalse();
        root.Has("etc/same").Should().BeFalse();
        root.Read("lib/y").Should().Be("y");
        result.Left.Select(left => $"{left.Path} {left.Reason}").Should().Equal(
            "/usr/share/x FolderInUse", "/etc/changed Changed", "/etc FolderInUse");
        root.Database.Packages.Select(package => package.Id.ToString()).Should().Equal("a/staying-1");
    }

    [FactNeeding(Need.Root)]
    public void A_symlink_that_leads_to_itself_goes_with_its_package()
    {
        using var root = new MergeRoot();
        var leaving = root.Merge("a/leaving-1", image => File.CreateSymbolicLink((image / "loop").Value, "loop")).Package;
        root.Merger.Unmerge(leaving, CancellationToken.None).Removed.Select(path => $"{path}").Should().Equal("/loop");
        root.Has("loop").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void A_symlink_through_which_others_name_their_files_stays()
    {
        using var root = new MergeRoot();
        (root.Root / "usr/lib").EnsureFolder();
        var leaving = root.Merge("a/leaving-1", image => File.CreateSymbolicLink((image / "link").Value, "usr/lib")).Package;
        root.Merge("a/staying-1", new MadeImage(MadeImage.File("link/y")));
        var result = root.Merger.Unmerge(leaving, CancellationToken.None);
        result.Left.Should().Equal(new LeftPath(BytePath.Parse("link"), LeftReason.SymlinkInUse));
        root.Has("link/y").Should().BeTrue();
    }

    [FactNeeding(Need.Root)]
    public void A_file_that_moves_to_another_package_is_no_collision_with_the_one_that_makes_way()
    {
        using var root = new MergeRoot();
        var old = root.Merge("a/old-1", ("usr/bin/tool", "old"), ("usr/bin/rest", "old")).Package;
        root.Update("a/new-1", old, ("usr/bin/tool", "new"));
        root.Read("usr/bin/tool").Should().Be("new");
        root.Has("usr/bin/rest").Should().BeFalse();
        root.Database.Packages.Select(package => package.Id.ToString()).Should().Equal("a/new-1");
    }

    [FactNeeding(Need.Root)]
    public void What_was_done_to_the_root_since_the_merge_was_begun_counts()
    {
        using var root = new MergeRoot();
        using var merge = root.Begin("a/one-1", ("opt/x", "x"));
        // What a phase of another package may do: put a symlink where this one has a folder.
        (root.Root / "usr/real").EnsureFolder();
        File.CreateSymbolicLink((root.Root / "opt").Value, "usr/real");
        merge.WriteFiles(CancellationToken.None);
        merge.Commit().Written.Should().Equal(BytePath.Parse("usr/real/x"));
        root.Read("opt/x").Should().Be("x");
    }

    [FactNeeding(Need.Root)]
    public void An_entry_that_another_took_the_place_of_is_taken_out_by_the_next_run()
    {
        using var root = new MergeRoot();
        var old = root.Merge("a/lib-1", ("usr/lib/x.so.1", "1")).Package;
        root.Update("a/lib-2", old, ("usr/lib/x.so.2", "2"));
        // As if the run had ended right after the newer one got its name.
        root.Write("var/db/pkg/a/lib-1/CONTENTS", "");
        root.Write("var/db/pkg/a/lib-2/STAGE3_UNFINISHED", "a/lib-1\n");
        var database = InstalledDatabase.Open(root.Root);
        using var merger = ImageMerger.Open(root.Root, database, new MergePolicy(ConfigProtection.None), syncBeforeCommit: false);
        merger.Recover(CancellationToken.None);
        database.Packages.Select(package => package.Id.ToString()).Should().Equal("a/lib-2");
        root.Has("var/db/pkg/a/lib-1").Should().BeFalse();
        database.Unfinished.Should().ContainSingle().Which.Replaced.Should().ContainSingle();
    }

    [FactNeeding(Need.Root)]
    public void Steps_out_of_order_are_refused()
    {
        using var root = new MergeRoot();
        using var merge = root.Begin("a/one-1", ("file", "one"));
        var commit = () => merge.Commit();
        commit.Should().Throw<InvalidOperationException>().WithMessage("*before a merge is committed*");
    }
}
