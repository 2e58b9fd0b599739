using System.Text.RegularExpressions;

namespace Stage3.HouseTests;

/// <summary>What no file of this project may say. Each expression is written so that it does not find itself.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData(@"(?<!\w)/ro[o]t/(?!shared\b|only\b|\*|\{\.|\.bash_history\b)", "a path of somebody's machine (the accounts of the eclass probe live there, and a rule has an eye on what is left in a stage)")]
    [InlineData(@"(?:/ho[m]e/|/Us[e]rs/|C:\\Us[e]rs\\)(?!larry\b)\w+[/\\]", "a path of somebody's machine (Gentoo's example user larry may live there)")]
    [InlineData(@"(?://|#|<!--|\*|^rem)\s*(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b", "work left for later")]
    [InlineData(@"Not[I]mplementedException", "work left for later")]
    [InlineData(@"api\.nug[e]t\.org|nug[e]t\.pkg|pkgs\.dev\.az[u]re|(?:deb|security|snapshot|ftp\.\w+)\.deb[i]an\.org|distfiles\.gent[o]o\.org|arch[i]ve\.ubuntu\.com|reg[i]stry\.npmjs|pyp[i]\.org", "the host of a registry or mirror")]
    [InlineData(@"^(?:<{7} |>{7} |={7}$)", "a conflict that was not resolved")]
    public void No_file_holds(string expression, string what)
    {
        var forbidden = new Regex(expression, RegexOptions.Multiline);
        ProjectFiles.All.Select(file => (file, text: Text(file))).Where(pair => forbidden.IsMatch(pair.text))
            .Select(pair => $"{pair.file}: {forbidden.Match(pair.text).Value}").Should().BeEmpty($"{what} has no place here");
    }

    // Gentoo's own binhost is what a specification of Gentoo's own stage has to name, and the documents that tell of it: that address and no other.
    private static string Text(string file) => file is "specs/gentoo-amd64-systemd.json" or "docs/decisions/0012-assembling-without-a-tree.md"
        ? ProjectFiles.Text(file).Replace("https://distfiles." + "gentoo.org/releases/amd64/binpackages/23.0/x86-64", "", StringComparison.Ordinal)
        : ProjectFiles.Text(file);
}
