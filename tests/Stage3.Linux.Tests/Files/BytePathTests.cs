using CsCheck;
using Stage3.Linux.Files;

namespace Stage3.Linux.Tests.Files;

public sealed class BytePathTests
{
    private static readonly Gen<BytePath> Path = Gen.Byte.Where(value => value is not (0 or (byte)'/')).Array[1, 4]
        .Where(name => BytePath.IsName(name)).Array[0, 4]
        .Select(names => names.Aggregate(BytePath.Root, (path, name) => path.Child(ByteString.Of(name))));

    [Theory]
    [InlineData("", "/")]
    [InlineData("./", "/")]
    [InlineData("/usr/bin/", "/usr/bin")]
    [InlineData("./usr//./bin", "/usr/bin")]
    [InlineData("..a/b..", "/..a/b..")]
    public void A_path_is_normalised(string text, string shown) => BytePath.Parse(text).ToString().Should().Be(shown);

    [Theory]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a\0b")]
    public void A_path_that_leads_out_is_quoted_in_the_error(string text)
    {
        var parse = () => BytePath.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage("*is not a path below a root*");
    }

    [Fact]
    public void What_is_printed_is_parsed_to_the_same() =>
        Path.Sample(path => BytePath.Parse(path.Bytes.Span) == path);

    [Fact]
    public void A_path_is_its_parent_and_its_name() =>
        Path.Where(path => !path.IsRoot).Sample(path => path.Parent.Child(path.Name) == path && path.Parent.Contains(path) && path.Parent < path);

    [Fact]
    public void Order_is_that_of_component_after_component() =>
        Gen.Select(Path, Path).Sample((left, right) =>
        {
            var expected = Components(left).Zip(Components(right)).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(sign => sign != 0);
            if (expected == 0) expected = Components(left).Count.CompareTo(Components(right).Count);
            return Math.Sign(left.CompareTo(right)) == Math.Sign(expected);
        });

    [Fact]
    public void A_folder_contains_no_neighbour_whose_name_begins_the_same()
    {
        BytePath.Parse("usr").Contains(BytePath.Parse("usr/bin")).Should().BeTrue();
        BytePath.Parse("usr").Contains(BytePath.Parse("usr2")).Should().BeFalse();
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_so_that_they_can_be_told_apart()
    {
        ByteString.Of([(byte)'a', 0xff, (byte)'\n', (byte)'\\']).ToString().Should().Be(@"a\xff\x0a\x5c");
        ByteString.Of("grün").ToString().Should().Be("grün");
    }

    private static List<ByteString> Components(BytePath path) =>
        path.IsRoot ? [] : [.. Components(path.Parent), path.Name];
}
