using Stage3.Linux;
using Stage3.Packaging.Comparing;
using Stage3.Testing;

namespace Stage3.Packaging.Tests.Comparing;

public sealed class StageComparisonTests : IDisposable
{
    private readonly SampleTree _old = new();
    private readonly SampleTree _new = new();

    public StageComparisonTests()
    {
        foreach (var tree in new[] { _old, _new })
        {
            Package(tree, "sys-apps/dbus-1.14", "systemd", "obj /usr/bin/big d41d8cd98f00b204e9800998ecf8427e 5\n");
            Package(tree, "sys-libs/zlib-1.2", "", "obj /usr/bin/empty d41d8cd98f00b204e9800998ecf8427e 5\n");
            File.SetUnixFileMode(tree.Path("usr/bin/empty"), (UnixFileMode)0b111_101_101);
        }
    }

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public void Equal_stages_have_no_difference()
    {
        var comparison = Compare();

        comparison.Packages.Should().BeEmpty();
        comparison.Files.Should().BeEmpty();
        comparison.Texts.Should().BeEmpty();
        comparison.Sizes.Should().BeEmpty();
    }

    [Fact]
    public void Packages_come_go_and_change_version_or_flags()
    {
        Directory.Delete(_new.Path("var/db/pkg/sys-libs/zlib-1.2"), recursive: true);
        Package(_new, "sys-libs/zlib-1.3", "", "");
        Package(_new, "sys-apps/dbus-1.14", "doc systemd", "");
        Package(_new, "app-shells/bash-5.2", "", "");
        Package(_old, "sys-apps/sed-4.9", "", "");

        Compare().Packages.Select(change => $"{change.Name} {change.What} {change.Before?.Id.Version} {change.After?.Id.Version}")
            .Should().Equal("app-shells/bash added  5.2", "sys-apps/dbus USE 1.14 1.14", "sys-apps/sed removed 4.9 ", "sys-libs/zlib version 1.2 1.3");
    }

    [Fact]
    public void A_file_says_what_of_it_changed_and_whose_it_is()
    {
        _new.Write("usr/bin/big", "small");
        File.SetUnixFileMode(_new.Path("usr/bin/big"), (UnixFileMode)0b100_111_101_101);
        _new.Write("usr/new", "12");
        File.Delete(_new.Path("bin"));
        File.CreateSymbolicLink(_new.Path("bin"), "usr/sbin");

        Compare().Files.Select(change => $"{change.Package} {change.Path}: {change.What}").Should().Equal(
            "(no package) /bin: target usr/bin → usr/sbin",
            "sys-apps/dbus /usr/bin/big: mode 0644 → 4755; size 300000 → 5",
            "(no package) /usr/new: added, 2 bytes, mode 0644");
        Compare().Sizes.Should().Equal(("sys-apps/dbus", 300_000L, 5L), ("(no package)", Compare().Sizes[1].Before, Compare().Sizes[1].Before + 2));
    }

    [Fact]
    public void Texts_below_etc_are_compared_by_content()
    {
        _new.Write("etc/passwd", "root:x:0:0::/root:/bin/zash\n");

        Compare().Texts.Should().Equal("/etc/passwd");
    }

    [FactNeeding(Need.Root)]
    public void Archive_root_and_list_of_the_same_stage_are_the_same()
    {
        _old.WithRootsOwn();
        var archive = StageArchive.Write(_old.Request, null, CancellationToken.None);
        var root = SnapshotReader.Read(_old.Root, CancellationToken.None);

        foreach (var source in new[] { archive.Path, archive.Request.ContentsPath })
        {
            var comparison = new StageComparison(root, SnapshotReader.Read(source, CancellationToken.None));
            comparison.Files.Select(file => $"{file.Path}: {file.What}").Should().BeEmpty($"{source.Name} tells the same");
            comparison.Packages.Should().BeEmpty();
        }
    }

    [Fact]
    public void A_list_with_the_names_of_owners_is_read_and_held_against_numbers_where_it_can_be()
    {
        const string Rest = " 2026-01-31 17:02 ";
        _old.Write("a.CONTENTS", $"drwxr-xr-x root/root 0{Rest}./\n-rwsr-xr-- root/messagebus 5{Rest}./a\nlrwxrwxrwx root/root 0{Rest}./b -> a\ncrw-rw-rw- root/tty 5,0{Rest}./c\n");
        _old.Write("b.CONTENTS", $"drwxr-xr-x 0/0 0{Rest}./\n-rwsr-xr-- 0/101 5{Rest}./a\nlrwxrwxrwx 0/0 0{Rest}./b -> a\ncrw-rw-rw- 7/5 5,0{Rest}./c\n");
        _old.Write("c.CONTENTS", $"drwxr-xr-x root/root 0{Rest}./\n-rwsr-xr-- root/root 5{Rest}./a\nlrwxrwxrwx root/root 0{Rest}./b -> a\ncrw-rw-rw- root/video 5,0{Rest}./c\n");
        StageSnapshot Read(string name) => SnapshotReader.Read(_old.Root / name, CancellationToken.None);

        new StageComparison(Read("a.CONTENTS"), Read("b.CONTENTS")).Files.Select(file => $"{file.Path}: {file.What}").Should().Equal("/c: owner 0:tty → 7:5");
        new StageComparison(Read("a.CONTENTS"), Read("c.CONTENTS")).Files.Select(file => $"{file.Path}: {file.What}").Should().Equal("/c: owner 0:tty → 0:video");
    }

    [Fact]
    public void A_new_program_that_sets_ids_does_not_pass_the_gate()
    {
        File.SetUnixFileMode(_new.Path("usr/bin/empty"), (UnixFileMode)0b100_111_101_101);

        ComparisonGate.Parse("setuid").Check(Compare()).Should().ContainSingle().Which.Should()
            .Match<Reports.Finding>(finding => finding.Rule == "diff/setuid" && finding.Path == "/usr/bin/empty" && finding.Message.Contains("4755"));
        ComparisonGate.Parse("capability,growth:1%").Check(Compare()).Should().BeEmpty();
        ComparisonGate.Parse("setuid").Check(new StageComparison(Compare().New, Compare().New)).Should().BeEmpty("it was there before");
    }

    [FactNeeding(Need.Root)]
    public void A_lost_capability_does_not_pass_the_gate()
    {
        _old.WithRootsOwn();
        _new.WithRootsOwn();
        using var bin = Linux.Files.FolderHandle.Open(_new.Root / "usr/bin");
        bin.SetXattr(Linux.Files.ByteString.Of("big"), Linux.Files.Xattr.Of("security.capability", [1, 0, 0, 2, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

        ComparisonGate.Parse("capability").Check(Compare()).Select(finding => finding.Path).Should().Equal("/usr/bin/big", "/zbig");
        ComparisonGate.Parse("capability").Check(Compare())[0].Message.Should().Be("it had cap_net_bind_service=ep, and has cap_net_broadcast=ep");
        Compare().Files.Single(file => file.Path == "/usr/bin/big").What.Should().Be("capability cap_net_bind_service=ep → cap_net_broadcast=ep");
    }

    [Theory]
    [InlineData("growth:10%", 0)]
    [InlineData("growth:9.9%", 1)]
    public void Growth_beyond_the_percents_does_not_pass_the_gate(string gates, int findings)
    {
        var size = Compare().Old.Size;
        _new.Write("usr/more", new string('x', (int)(size / 10)));

        ComparisonGate.Parse(gates).Check(Compare()).Should().HaveCount(findings);
    }

    [Theory]
    [InlineData("setguid")]
    [InlineData("growth:5")]
    [InlineData("growth:-5%")]
    public void An_unknown_gate_is_named_with_those_there_are(string gates)
    {
        var parse = () => ComparisonGate.Parse(gates);

        parse.Should().Throw<FormatException>().WithMessage($"'{gates}' is no gate: choose of setuid, capability and growth:N%*");
    }

    [Fact]
    public void A_line_that_is_no_listing_is_named_with_its_number()
    {
        _old.Write("list.CONTENTS", "drwxr-xr-x 0/0                   0 2026-01-31 17:02 ./\nnonsense\n");

        var read = () => SnapshotReader.Read(_old.Root / "list.CONTENTS", CancellationToken.None);

        read.Should().Throw<Stage3Exception>().WithMessage("*line 2 is none that tar -tv prints: 'nonsense'*");
    }

    [Theory]
    [InlineData("nothing", "*there is nothing to compare*nothing*name a stage archive, a root folder or a list*")]
    [InlineData("folder", "*there is nothing in it to compare*folder*name a stage archive, a root folder or a list*")]
    [InlineData("empty.CONTENTS.gz", "*there is nothing in it to compare*empty.CONTENTS.gz*")]
    [InlineData("empty.tar", "*the archive is cut short*empty.tar*")]
    [InlineData("text.tar", "*text.tar*get or build the archive again*")]
    [InlineData("cut.tar.xz", "*the xz stream cannot be read: it is cut short*cut.tar.xz*")]
    public void What_cannot_be_compared_is_named_with_what_can(string name, string message)
    {
        Directory.CreateDirectory(_old.Path("folder"));
        foreach (var empty in new[] { "empty.CONTENTS.gz", "empty.tar" }) _old.Write(empty, "");
        _old.Write("text.tar", string.Concat(Enumerable.Repeat("This is no archive. ", 100)));
        var whole = File.ReadAllBytes(StageArchive.Write(_new.Request, null, CancellationToken.None).Path.Value);
        File.WriteAllBytes(_old.Path("cut.tar.xz"), whole[..(whole.Length / 2)]);

        var read = () => SnapshotReader.Read(_old.Root / name, CancellationToken.None);

        read.Should().Throw<Stage3Exception>().WithMessage(message);
    }

    private StageComparison Compare() => new(SnapshotReader.Read(_old.Root, CancellationToken.None), SnapshotReader.Read(_new.Root, CancellationToken.None));

    private static void Package(SampleTree tree, string id, string use, string contents)
    {
        foreach (var (key, value) in new[] { ("SLOT", "0/1\n"), ("USE", use + "\n"), ("IUSE_EFFECTIVE", "doc systemd\n") }) tree.Write($"var/db/pkg/{id}/{key}", value);
        if (contents.Length > 0) tree.Write($"var/db/pkg/{id}/CONTENTS", contents);
    }
}
