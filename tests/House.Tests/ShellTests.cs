using System.Diagnostics;
using Stage3.Testing;

namespace Stage3.HouseTests;

/// <summary>All bash of this project passes shellcheck.</summary>
public sealed class ShellTests
{
    // Each left out with its reason; anything else is disabled where it stands, with a comment.
    private static readonly string[] OfPackages =
    [
        "SC2034", // the package manager reads what an ebuild sets
        "SC2154", // and sets what an ebuild reads
        "SC2015", // "a && b || die" is how ebuilds are written: die does not come back
    ];

    private static readonly string[] OfParts =
    [
        .. OfPackages, // these parts stand around ebuilds
        "SC1007", // "local a= b=" sets both to nothing, and means to
        "SC1090", "SC1091", // they source by a path that is known when they run
        "SC2119", "SC2120", // their functions are called by ebuilds
        "SC2128", "SC2178", // the name of a local may be a list in one function and a text in another
    ];

    public static TheoryData<string> Scripts => [.. Sources("scripts")];

    public static TheoryData<string> Parts => [.. Sources("parts")];

    [TheoryNeeding("shellcheck"), MemberData(nameof(Scripts))]
    public void A_script_passes_shellcheck(string file) => Shellcheck(file, []).Should().BeEmpty();

    [TheoryNeeding("shellcheck"), MemberData(nameof(Parts))]
    public void A_part_that_is_sourced_around_ebuilds_passes_shellcheck(string file) => Shellcheck(file, OfParts).Should().BeEmpty();

    [FactNeeding("shellcheck")]
    public void Ebuilds_and_eclasses_pass_shellcheck() =>
        ProjectFiles.Ending(".ebuild", ".eclass").Chunk(20).Select(files => Shellcheck(string.Join('\n', files), OfPackages)).Should().AllBe("");

    [Fact]
    public void A_script_stops_at_its_first_error() =>
        Sources("scripts").Where(file => !ProjectFiles.Text(file).Contains("\nset -euo pipefail\nshopt -s inherit_errexit\n", StringComparison.Ordinal)).Should().BeEmpty();

    private static IEnumerable<string> Sources(string kind) => ProjectFiles.All
        .Where(file => !file.EndsWith(".ebuild", StringComparison.Ordinal) && !file.EndsWith(".eclass", StringComparison.Ordinal))
        .Where(file => kind == (file.EndsWith(".bash", StringComparison.Ordinal) ? "parts" : IsScript(file) ? "scripts" : ""));

    private static bool IsScript(string file)
    {
        if (file.EndsWith(".sh", StringComparison.Ordinal)) return true;
        using var reader = new StreamReader(ProjectRoot.File(file));
        var first = new char[24];
        var start = new string(first, 0, reader.ReadBlock(first));
        return start.StartsWith("#!", StringComparison.Ordinal) && start.Split('\n')[0].EndsWith("bash", StringComparison.Ordinal);
    }

    /// <summary>What shellcheck has to say of some files, one a line.</summary>
    private static string Shellcheck(string files, string[] leftOut)
    {
        var start = new ProcessStartInfo("shellcheck") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = ProjectRoot.Folder };
        string[] arguments = ["--shell=bash", "--format=gcc", .. leftOut.Length == 0 ? Array.Empty<string>() : [$"--exclude={string.Join(',', leftOut)}"], "--", .. files.Split('\n')];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Result + error;
    }
}
