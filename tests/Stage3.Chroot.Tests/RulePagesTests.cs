using Stage3.Chroot.Rules;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

public sealed class RulePagesTests
{
    private static readonly string Folder = ProjectRoot.File("docs/rules");

    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_that_says_what_the_code_says(string id)
    {
        var rule = RuleCatalog.All.Single(rule => rule.Id == id);

        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));

        page.Should().StartWith($"# {id}\n\n{rule.Sentence}.\n");
        page.Should().Contain($"- **Severity**: {rule.Severity.ToString().ToLowerInvariant()}\n");
        page.Should().ContainAll(rule.Reads);
        page.Should().Contain("## Example\n").And.Contain("## Why\n");
        page.Should().EndWith($"{rule.Remedy[1..]}.\n", "the remedy is the last word");
    }

    [Fact]
    public void Every_page_has_a_rule_and_a_line_in_the_list()
    {
        var pages = Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), null)).Where(id => id != "README");
        pages.Should().BeEquivalentTo(RuleCatalog.All.Select(rule => rule.Id));

        var list = File.ReadAllText(Path.Combine(Folder, "README.md"));
        foreach (var rule in RuleCatalog.All)
            list.Should().Contain($"| [{rule.Id}]({rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Sentence} |\n");
    }

    [Fact]
    public void Ids_are_unique_and_sorted() =>
        RuleCatalog.All.Select(rule => rule.Id).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
}
