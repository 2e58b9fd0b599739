using Stage3.Embedded.Merging;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Merging;

public sealed class InstallMaskTests
{
    private static readonly string[] Image = ["usr/", "usr/bin/", "usr/bin/tool", "usr/lib/", "usr/lib/libx.a", "usr/lib/libx.la", "usr/share/", "usr/share/doc/", "usr/share/doc/readme", "usr/share/empty/", "usr/share/locale/", "usr/share/locale/de/", "usr/share/locale/de/x.mo", "usr/share/locale/en/", "usr/share/locale/en/x.mo"];

    [Theory]
    [InlineData("/usr/share/doc", "", "usr/share/doc usr/share/doc/readme")]
    [InlineData("/usr/share/doc/", "", "usr/share/doc usr/share/doc/readme")] // a slash at the end is of folders, and of what is in them
    [InlineData("*.a *.la", "", "usr/lib usr/lib/libx.a usr/lib/libx.la", "/usr/lib*")]
    [InlineData("*.[!x]a", "", "usr/lib/libx.la")]
    [InlineData("*.l[a-c] tool", "", "usr/bin/tool usr/lib/libx.la")]
    [InlineData("/usr/share/locale -/usr/share/locale/en", "", "usr/share/locale/de usr/share/locale/de/x.mo")]
    [InlineData("-/usr/share/locale/en /usr/share/locale", "", "usr/share/locale usr/share/locale/de usr/share/locale/de/x.mo usr/share/locale/en usr/share/locale/en/x.mo")] // in their order
    [InlineData("", "nodoc noman", "usr/share/doc usr/share/doc/readme")]
    [InlineData("/usr/share/e*", "", "usr/share/empty")]
    [InlineData("share", "", "")] // names are those of files
    [InlineData("", "", "")]
    public void Patterns_leave_out_what_Portages_do(string mask, string features, string expected, string? also = null) =>
        InstallMask.Parse(also is null ? mask : $"{mask} {also}", features).Hidden([.. Image.Select(path => (BytePath.Parse(path.TrimEnd('/')), path.EndsWith('/')))])
            .Select(path => path.ToString()[1..]).Order(StringComparer.Ordinal).Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    [Fact]
    public void The_text_is_what_the_database_records() =>
        InstallMask.Parse("  /usr/share/doc\n\t*.a ", "noinfo nodoc x").Text.Should().Be("/usr/share/doc *.a /usr/share/info /usr/share/doc");

    [FactNeeding(Need.Root)]
    public void Another_name_of_a_file_that_is_left_out_is_the_file()
    {
        using var root = new MergeRoot(hidden: InstallMask.Parse("/usr/share/first /usr/share/gone"));
        var merged = root.Merge("a/links-1", image =>
        {
            MergeRoot.Fill(image, ("usr/share/first", "content"), ("usr/share/gone", "x"));
            using var folder = FolderHandle.Open(image / "usr/share");
            foreach (var name in new[] { "second", "third" }) folder.MakeLink(ByteString.Of(name), folder, ByteString.Of("first"));
        });
        root.Has("usr/share/first").Should().BeFalse();
        root.Has("usr/share/gone").Should().BeFalse();
        root.Read("usr/share/second").Should().Be("content");
        root.Status("usr/share/third").IsSameFile(root.Status("usr/share/second")).Should().BeTrue();
        merged.Package.Contents.Entries.Select(entry => $"{entry.Path} {entry.Md5}").Should().Equal(
            "/usr ", "/usr/share ", "/usr/share/second 9a0364b9e99bb480dd25e1f0284c8555", "/usr/share/third 9a0364b9e99bb480dd25e1f0284c8555");
    }
}
