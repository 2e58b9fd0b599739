using Stage3.Portage.Binhosts;

namespace Stage3.Portage.Tests.Binhosts;

public sealed class BinhostAddressTests
{
    [Theory]
    [InlineData("http://example.invalid/x", "http://example.invalid/x")]
    [InlineData("https://example.invalid/x//", "https://example.invalid/x")]
    [InlineData("/srv/a+b/", "file:///srv/a+b")]
    [InlineData("/srv/a folder#1?", "file:///srv/a%20folder%231%3F")]
    [InlineData("file:///srv/x", "file:///srv/x")]
    public void Addresses_are_folders_on_web_servers_or_here(string text, string printed) => BinhostAddress.Parse(text).ToString().Should().Be(printed);

    [Fact]
    public void A_folder_here_is_told_as_its_path() => BinhostAddress.Parse("/srv/a folder#1").Folder!.Value.Should().Be("/srv/a folder#1");

    [Fact]
    public void A_file_in_it_is_escaped_by_component() => BinhostAddress.Parse("http://host/x").FileAt("a/b+c#1.xpak").AbsoluteUri.Should().Be("http://host/x/a/b%2Bc%231.xpak");

    [Theory]
    [InlineData("")]
    [InlineData("packages")]
    [InlineData("relative/folder")]
    [InlineData("ftp://example.invalid/x")]
    [InlineData("http://user:secret@example.invalid/x")]
    [InlineData("http://example.invalid/x?y")]
    [InlineData("http://example.invalid/a b")]
    [InlineData("http://example.invalid/a\n")]
    [InlineData("file://elsewhere/x")]
    public void What_is_none_is_quoted_in_the_error(string text)
    {
        var parse = () => BinhostAddress.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is no binhost*");
    }
}
