using System.Text;
using Stage3.Embedded.Tests.Execution;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Chance;

/// <summary>Packages made by chance, round by round, merged by the engine and by a real Portage: the roots and the databases are equal after each.</summary>
[Trait("Category", "Fuzz")]
public sealed class RandomRootTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Rounds = 4;

    /// <summary>Where to begin, and where to keep the folders of the first seed that fails.</summary>
    private const string First = "STAGE3_FUZZ_SEED", Keep = "STAGE3_FUZZ_KEEP";

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare")]
    public async Task Packages_made_by_chance_leave_what_they_leave_with_a_real_Portage()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable(First) ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var problems = new List<string>();
        for (var seed = first; seed < first + FuzzCount.Or(1); seed++)
        {
            using var scratch = new Scratch();
            var folder = HostPath.Parse(Environment.GetEnvironmentVariable(Keep) is { Length: > 0 } keep ? $"{keep}/{seed}" : scratch["world"]);
            var problem = await RunAsync(seed, folder.EnsureFolder());
            output.WriteLine($"seed {seed}: {problem ?? "equal"}");
            await File.WriteAllTextAsync((folder / "outcome").Value, problem ?? "equal");
            if (problem is not null && !problem.StartsWith("ended", StringComparison.Ordinal)) problems.Add($"seed {seed}: {problem}");
        }

        string.Join("\n\n", problems).Should().BeEmpty();
    }

    private static async Task<string?> RunAsync(int seed, HostPath folder)
    {
        var rounds = new RandomRounds(seed);
        var world = new MergeWorld(folder).Begin();
        var theirs = folder / "theirs";
        world.Write("config/etc/portage/make.conf", rounds.MakeConf());
        await ShellAsync("mkdir -p \"$1/usr/lib\" && ln -s usr/lib \"$1/lib\" && cp -a \"$1\" \"$2\"", world.Root, theirs);
        for (var round = 1; round <= Rounds; round++)
        {
            var told = new StringBuilder();
            if (rounds.Leaving() is { } leaving)
            {
                Directory.Delete((world.Packages / "app" / leaving).Value, recursive: true);
                world.Add($"app/enemy-{round}", "", _ => { }, more: ("RDEPEND", $"!app/{leaving}\n"));
                told.AppendLine($"app/{leaving} goes");
            }

            var packages = rounds.Next();
            foreach (var package in packages)
            {
                told.AppendLine($"=== {package}");
                world.Add($"app/{package.Name}-{package.Version}", package.Phases, image => ShellAsync($"cd \"$1\"\n{package.Script}", image).GetAwaiter().GetResult(),
                    more: [("SLOT", package.Slot + "\n"), ("RDEPEND", package.Run + "\n"), ("PDEPEND", package.Post + "\n")]);
            }

            world.Write($"told-{round}", told.ToString());
            world.WriteIndex();
            // One after the other: what is ready first is merged first by Portage.
            EmergeCommand Asked(EmergeCommand command) => command with { Update = packages.Length > 0, Jobs = Jobs.One };
            var ours = await TryAsync(() => world.MergeAsync(CancellationToken.None, asked: Asked));
            var portage = await TryAsync(() => world.MergeByPortageAsync(theirs, CancellationToken.None, Asked));
            if (ours is not null && ours.Contains("folder", StringComparison.Ordinal)) return $"ended in round {round}: {ours}";
            if ((ours is null) != (portage is null)) return $"round {round}: ours: {ours ?? "merged"}; theirs: {portage ?? "merged"}";
            if (ours is not null) return $"ended in round {round}: {ours}";
            var (mine, other) = (RootListing.OfFolder(world.Root, withTimes: true), RootListing.OfFolder(theirs, withTimes: true));
            var differences = mine.DifferencesTo(other, path => AllowedDifferences.OfMerging.Any(each => each.Allows(path)) || (round > 1 && IsMeant(path, mine, other)));
            if (!differences.IsEmpty) return $"round {round} differs:\n{string.Join('\n', differences)}";
            var administrator = rounds.Administrator();
            world.Write($"administrator-{round}", administrator);
            foreach (var root in new[] { world.Root, theirs }) await ShellAsync($"cd \"$1\"\n{administrator}", root);
        }

        return null;
    }

    // A file that comes again as it was stays for Portage, with all of its names; where other names of it go, it loses its mode. With us it is the package's.
    // What two packages have goes with the first of them for Portage, and with the last for us.
    private static bool IsMeant(string path, RootListing ours, RootListing theirs) =>
        path.StartsWith("/usr/share/ignored", StringComparison.Ordinal) ? !theirs.Entries.ContainsKey(path) || ours.Entries.ContainsKey(path) :
        ours.Entries.TryGetValue(path, out var mine) && theirs.Entries.TryGetValue(path, out var other) && mine.Type == "File"
        && mine with { Links = "" } == other with { Links = "", Mode = other.Mode == "0000" ? mine.Mode : other.Mode };

    private static async Task<string?> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Stage3Exception failure)
        {
            return failure.Message;
        }
    }

    private static Task<string> ShellAsync(string script, params HostPath[] arguments) =>
        new ChildProcess("bash", ["-euc", script, "bash", .. arguments.Select(argument => argument.Value)]).CaptureAsync(CancellationToken.None);
}
