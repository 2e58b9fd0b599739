using System.Text;
using CsCheck;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Configuration;
using Stage3.Portage.Installed;

namespace Stage3.Portage.Tests.Installed;

public sealed class ContentsTests
{
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static readonly HostPath Here = HostPath.Parse("/var/db/pkg/a/b-1/CONTENTS");

    private static readonly Gen<byte[]> Name =
        Gen.Int[1, 255].Where(each => each is not ('\n' or '/')).Select(each => (byte)each).Array[1, 12].Where(name => BytePath.IsName(name));

    private static readonly Gen<BytePath> AnyPath =
        Name.Array[1, 4].Select(names => BytePath.Parse(names.SelectMany(name => name.Append((byte)'/')).ToArray()));

    private static readonly Gen<ContentsEntry> AnyEntry = Gen.Select(Gen.Int[0, 4], AnyPath, Name, Gen.Long[0, 1L << 40]).Select((kind, path, target, time) => kind switch
    {
        0 => ContentsEntry.Folder(path),
        1 => ContentsEntry.File(path, Md5, time),
        2 => ContentsEntry.Symlink(path, ByteString.Of(target), time),
        3 => ContentsEntry.Fifo(path),
        _ => ContentsEntry.Device(path),
    }).Where(entry => entry.Target.Span.IndexOf(" -> "u8) < 0);

    [Fact]
    public void Entries_of_any_bytes_read_back_as_they_were_written() =>
        AnyEntry.Array[0, 30].Sample(
            entries => Contents.Parse(Contents.Of(entries).ToBytes(), Here).Entries.Should().Equal(Contents.Of(entries).Entries), iter: 300);

    [Theory]
    [InlineData("dir /usr/share/with blank", "/usr/share/with blank")]
    [InlineData("obj /a b c d41d8cd98f00b204e9800998ecf8427e 12", "/a b c")]
    [InlineData("obj /a d41d8cd98f00b204e9800998ecf8427e 12 d41d8cd98f00b204e9800998ecf8427e 13", "/a d41d8cd98f00b204e9800998ecf8427e 12")]
    [InlineData("sym /usr/a -> b -> c 12", "/usr/a -> b")]
    [InlineData("fif //run/./p ", "/run/p ")]
    [InlineData("dev /dev/null", "/dev/null")]
    public void A_line_is_split_where_Portage_splits_it(string line, string path)
    {
        ContentsEntry.TryParse(Encoding.UTF8.GetBytes(line), out var entry).Should().BeTrue();
        entry.Path.ToString().Should().Be(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dir")]
    [InlineData("obj /a 12")]
    [InlineData("obj /a d41d8cd98f00b204e9800998ecf8427e twelve")]
    [InlineData("obj /a d41d8cd98f00b204e9800998ecf8427e ")]
    [InlineData("sym /a b 12")]
    [InlineData("sym /a -> 12")]
    [InlineData("lnk /a")]
    [InlineData("dir /a/../../etc")]
    public void What_is_no_entry_is_none(string line) => ContentsEntry.TryParse(Encoding.UTF8.GetBytes(line), out _).Should().BeFalse();

    [Fact]
    public void Broken_lines_are_told_all_at_once_with_their_numbers()
    {
        var parse = () => Contents.Parse("dir /a\nwhat /b\n\nobj /c\n"u8, Here);
        parse.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.ToString())
            .Should().Equal($"{Here}:2: 'what /b' is not an entry of CONTENTS", $"{Here}:4: 'obj /c' is not an entry of CONTENTS");
    }

    [Fact]
    public void A_newline_in_a_name_or_a_target_cannot_be_recorded()
    {
        var path = () => ContentsEntry.Folder(BytePath.Parse("usr/a\nb"));
        path.Should().Throw<FormatException>().WithMessage("*'/usr/a\\x0ab' cannot be recorded as installed: it has a newline*");
        var target = () => ContentsEntry.Symlink(BytePath.Parse("usr/a"), ByteString.Of("b\nc"), 1);
        target.Should().Throw<FormatException>();
    }

    [Fact]
    public void The_bytes_are_Portages()
    {
        var contents = Contents.Of(
        [
            ContentsEntry.Symlink(BytePath.Parse("usr/bin/z"), ByteString.Of("../lib/z"), 1700000002),
            ContentsEntry.File(BytePath.Parse("usr/bin/a b"), Md5, 1700000001),
            ContentsEntry.Folder(BytePath.Parse("usr/bin")),
            ContentsEntry.File(BytePath.Parse([.. "usr/"u8, 0xe4, 0xff]), Md5, -5),
        ]);
        contents.ToBytes().Should().Equal(
        [
            .. "dir /usr/bin\nobj /usr/bin/a b d41d8cd98f00b204e9800998ecf8427e 1700000001\nsym /usr/bin/z -> ../lib/z 1700000002\nobj /usr/"u8,
            0xe4, 0xff, .. " d41d8cd98f00b204e9800998ecf8427e 0\n"u8,
        ]);
    }
}
