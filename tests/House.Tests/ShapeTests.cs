using System.Text.RegularExpressions;
using Stage3.Testing;

namespace Stage3.HouseTests;

/// <summary>How long files may be, and what may stand in one.</summary>
public sealed partial class ShapeTests
{
    private const int Longest = 250;

    private static IEnumerable<string> Code => ProjectFiles.Ending(".cs").Where(file => file.StartsWith("source/", StringComparison.Ordinal) || file.StartsWith("build/", StringComparison.Ordinal));

    [Fact]
    public void No_file_of_code_is_longer_than_250_lines() =>
        Code.Where(file => ProjectFiles.Lines(file).Length > Longest).Should().BeEmpty();

    [Fact]
    public void A_file_of_code_holds_one_public_type_and_bears_its_name() =>
        Code.Select(file => (file, types: PublicType().Matches(ProjectFiles.Text(file)).Select(match => match.Groups["name"].Value).ToList()))
            .Where(pair => pair.types.Count > 1 || (pair.types.Count == 1 && Path.GetFileName(pair.file).Split('.')[0] != pair.types[0]))
            .Select(pair => $"{pair.file}: {string.Join(", ", pair.types)}").Should().BeEmpty();

    [Fact]
    public void Build_cs_stays_readable_in_one_go() => ProjectFiles.Lines("build/Build.cs").Length.Should().BeLessThanOrEqualTo(150);

    [Fact]
    public void The_embedded_host_stays_small() =>
        ProjectFiles.All.Where(file => file.StartsWith("build/Host/", StringComparison.Ordinal)).Sum(file => ProjectFiles.Lines(file).Length)
            .Should().BeLessThanOrEqualTo(600);

    [Fact]
    public void The_folder_of_a_file_is_its_namespace() =>
        ProjectFiles.Ending(".cs").Where(file => file.StartsWith("source/", StringComparison.Ordinal))
            .Select(file => (file, given: Namespace().Match(ProjectFiles.Text(file)).Groups["name"].Value, wanted: Path.GetDirectoryName(file)!["source/".Length..].Replace('/', '.')))
            .Where(pair => pair.given.Length > 0 && pair.given != pair.wanted).Select(pair => $"{pair.file}: {pair.given}").Should().BeEmpty();

    [Fact]
    public void Scripts_that_are_started_can_be() =>
        new[] { "build.sh", "build.cmd", ".ci/run" }.Where(file => !File.GetUnixFileMode(ProjectRoot.File(file)).HasFlag(UnixFileMode.UserExecute)).Should().BeEmpty();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly|unsafe|ref) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>?\[\]]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
