using System.Text.RegularExpressions;
using Stage3.Testing;

namespace Stage3.HouseTests;

/// <summary>Documents find each other.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_within_the_project_leads_somewhere() =>
        Links().Where(link => !Path.Exists(ProjectRoot.File(link.To))).Select(link => $"{link.From} -> {link.To}").Should().BeEmpty();

    [Fact]
    public void Every_decision_is_linked()
    {
        var linked = Links().Select(link => link.To).ToHashSet(StringComparer.Ordinal);
        ProjectFiles.All.Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal) && Path.GetFileName(file) != "README.md")
            .Except(linked).Should().BeEmpty("a page that nothing leads to is not read");
    }

    private static IEnumerable<(string From, string To)> Links() =>
        from file in ProjectFiles.Ending(".md")
        from match in Link().Matches(Code().Replace(ProjectFiles.Text(file), ""))
        let target = match.Groups["target"].Value
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        select (file, Path.GetRelativePath(ProjectRoot.Folder, Path.GetFullPath(Path.Combine(ProjectRoot.Folder, Path.GetDirectoryName(file)!, target))));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
