using Stage3.Portage.Atoms;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;
using Stage3.Portage.Tests.Atoms;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Libraries;

public sealed class SonameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \n", "")]
    [InlineData("x86_64: libz.so.1\n", "x86_64: libz.so.1")]
    [InlineData("x86_32: liba.so.1 libb.so.2 x86_64: liba.so.1\n", "x86_32: liba.so.1; x86_32: libb.so.2; x86_64: liba.so.1")]
    public void Each_library_has_the_category_before_it(string text, string expected)
    {
        Soname.TryParse(text, out var sonames, out var error).Should().BeTrue();
        error.Should().BeNull();
        string.Join("; ", sonames).Should().Be(expected);
    }

    [Theory]
    [InlineData("libz.so.1", "'libz.so.1' stands behind no category")]
    [InlineData("x86_64:", "'x86_64:' has no library")]
    [InlineData("x86_32: x86_64: libz.so.1", "'x86_32:' has no library")]
    [InlineData("x86_64: libz.so.1 x86_64: libb.so.1", "'x86_64:' stands there twice")]
    public void What_cannot_be_read_is_quoted(string text, string expected)
    {
        Soname.TryParse(text, out var sonames, out var error).Should().BeFalse();
        error.Should().Be(expected);
        sonames.Should().BeEmpty();
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void No_words_break_it()
    {
        var random = new Random(12);
        string[] words = ["x86_64:", "x86_32:", "libz.so.1", ":", "::", "a:b", "-", "\t", "\0", "ä:"];
        for (var round = 0; round < FuzzCount.Or(2000); round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)]));
            var isRead = Soname.TryParse(text, out var sonames, out var error);
            isRead.Should().Be(error is null);
            if (!isRead) continue;
            var printed = string.Join(' ', sonames.GroupBy(soname => soname.Category).Select(group => $"{group.Key}: {string.Join(' ', group.Select(soname => soname.Name))}"));
            Soname.TryParse(printed, out var again, out _).Should().BeTrue(text);
            again.Should().Equal(sonames);
        }
    }

    [Fact]
    public void An_atom_may_ask_for_a_library_of_any_version()
    {
        var library = new Soname("x86_64", "libz.so.1");
        var atom = Atom.Providing(PackageName.Parse("a/zlib"), library);

        atom.ToString().Should().Be("a/zlib with x86_64: libz.so.1");
        atom.IsBuilt.Should().BeTrue();
        atom.Should().NotBe(Atom.Parse("a/zlib"));
        atom.WithoutUse().Should().Be(atom);
        atom.Evaluate(_ => true).Should().Be(atom);
        atom.Matches(new TestCandidate("a/zlib-1")).Should().BeFalse("nobody knows that it has it");
        atom.Matches(new TestCandidate("a/zlib-1") { Libraries = [library] }).Should().BeTrue();
        atom.Matches(new TestCandidate("a/other-1") { Libraries = [library] }).Should().BeFalse();
    }
}
