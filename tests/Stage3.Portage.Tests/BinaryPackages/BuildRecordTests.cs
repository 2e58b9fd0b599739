using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.BinaryPackages;

public sealed class BuildRecordTests
{
    [Fact]
    public void Dependencies_are_settled_by_flags_and_bound_to_the_slots_that_were_there()
    {
        using var tree = new ScratchTree();
        tree.Write("config/etc/portage/make.conf", "USE=\"a\"\nCFLAGS=\"-O2\"\n");
        var metadata = ScratchTree.Metadata("a b", more:
        [
            ("RDEPEND", "a? ( app-misc/lib:= ) b? ( app-misc/none ) || ( app-misc/x app-misc/y[b?,a=] ) app-misc/unbuilt:="),
            ("LICENSE", "GPL-2 b? ( EVIL )"), ("DEFINED_PHASES", "-"), ("DESCRIPTION", "a text"),
        ]);
        var record = new BuildRecord(ScratchTree.Ask(tree.Configuration(), metadata), 1700000000, 2, 42, BuildOrigin.Empty.With("ebuild", "x"))
        {
            Environment = [1, 2], Ebuild = [.. "EAPI=8\n"u8],
            SlotOf = atom => atom.Name == PackageName.Parse("app-misc/lib") ? Slot.Parse("3/3.1") : null,
        };
        var info = record.ToBuildInfo();
        info["RDEPEND"].Should().Be("app-misc/lib:3/3.1= || ( app-misc/x app-misc/y[a] ) app-misc/unbuilt:=");
        (info["LICENSE"], info["USE"], info["IUSE"], info["PF"], info["CATEGORY"], info["BUILD_ID"], info["CFLAGS"])
            .Should().Be(("GPL-2", "a amd64 elibc_glibc kernel_linux", "a b", "hello-1.0", "app-misc", "2", "-O2"));
        info.Bytes("environment.bz2")!.Value.Should().Equal(1, 2);
        info["hello-1.0.ebuild"].Should().Be("EAPI=8");
        info["DEPEND"].Should().BeNull("what is empty is left out, as Portage does");
        info[BuildInfoKeys.BuiltFrom].Should().Be(record.Origin.Digest.Hex);
    }

    [Fact]
    public void What_is_empty_and_what_follows_from_other_keys_is_put_down_as_Portage_does()
    {
        using var tree = new ScratchTree();
        tree.Write("config/etc/portage/make.conf", "CHOST=\"x86_64-pc-linux-gnu\"\n");
        BuildInfo Record(string restrict) => new BuildRecord(
            ScratchTree.Ask(tree.Configuration(), ScratchTree.Metadata("", more: [("RESTRICT", restrict)])), 1700000000, 1, 42, BuildOrigin.Empty)
        {
            Environment = [1, 2], Ebuild = [.. "EAPI=8\n"u8], SlotOf = _ => null,
        }.ToBuildInfo();

        var (stripped, unstripped) = (Record("test"), Record("strip test"));

        stripped.Bytes("IUSE")!.Value.Should().Equal((byte)'\n');
        stripped["CBUILD"].Should().Be("x86_64-pc-linux-gnu");
        stripped.Bytes("DEBUGBUILD").Should().BeNull();
        unstripped.Bytes("DEBUGBUILD")!.Value.Should().BeEmpty();
    }

    [Theory]
    [InlineData("6", "app-misc/y")]
    [InlineData("7", "__const__/empty-any-of app-misc/y")]
    public void A_choice_that_USE_emptied_is_put_down_as_Portage_does(string eapi, string expected)
    {
        using var tree = new ScratchTree();
        var metadata = ScratchTree.Metadata("b", eapi: eapi, more: [("RDEPEND", "|| ( b? ( app-misc/x ) ) app-misc/y")]);
        var record = new BuildRecord(ScratchTree.Ask(tree.Configuration(), metadata), 1700000000, 1, 42, BuildOrigin.Empty)
        {
            Environment = [1, 2], Ebuild = [.. "EAPI=8\n"u8], SlotOf = _ => null,
        };
        record.ToBuildInfo()["RDEPEND"].Should().Be(expected, "it is read again, and no group may be empty");
    }

    [Fact]
    public void An_origin_changes_with_each_input_and_not_with_their_order()
    {
        var one = BuildOrigin.Empty.With("ebuild", "a"u8).With("use", "x y");
        BuildOrigin.Empty.With("use", "x y").With("ebuild", "a"u8).Digest.Should().Be(one.Digest);
        BuildOrigin.Empty.With("ebuild", "b"u8).With("use", "x y").Digest.Should().NotBe(one.Digest);
        one.With("eclass/user", "c"u8).Digest.Should().NotBe(one.Digest);
    }
}
