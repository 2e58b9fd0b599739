using System.Diagnostics;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>A run that is ended by SIGKILL, wherever it is, leaves nothing half, and the next one ends where it would have ended.</summary>
public sealed class KilledRunTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Count = 14;

    [FactNeeding(Need.Root)]
    [Trait("Category", "Fuzz")]
    public async Task A_run_that_is_killed_anywhere_and_run_again_ends_in_the_root_of_an_undisturbed_one()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        for (var i = 0; i < Count; i += 2) Add(world, i, 1);
        await world.MergeAsync(CancellationToken.None);
        await RunAsync("cp", "-a", world.Root.Value, scratch["before"]);
        for (var i = 0; i < Count; i++) Add(world, i, 2);

        var clock = Stopwatch.StartNew();
        using (var whole = Start(scratch["world"])) await EndAsync(whole, 0);
        var expected = RootListing.OfFolder(world.Root);
        var took = clock.Elapsed.TotalMilliseconds;
        expected.Entries.Keys.Should().Contain("/var/lib/configured/p13").And.NotContain(path => path.Contains("-MERGING-") || path.Contains(".stage3"));

        var (random, kills) = (new Random(7), 0);
        for (var round = 0; round < FuzzCount.Or(3) || (kills == 0 && round < 20); round++)
        {
            await RunAsync("rm", "-rf", world.Root.Value);
            await RunAsync("cp", "-a", scratch["before"], world.Root.Value);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                using var run = Start(scratch["world"]);
                // The first fifth is .NET's own.
                await Task.Delay((int)(took * (0.2 + (0.9 * random.NextDouble()))));
                if (run.HasExited)
                {
                    // The machine was slower when the time was taken.
                    took *= 0.7;
                    break;
                }

                run.Kill();
                await run.WaitForExitAsync();
                kills++;
                Whole(world.Root).Should().BeEmpty($"what counts as installed is there as a whole, round {round}");
            }

            await world.MergeAsync(CancellationToken.None);
            // A protected file that has its place already, of the run that was killed, counts as an update that was accepted; where that holds for all, there is no folder to remember them in.
            RootListing.OfFolder(world.Root).DifferencesTo(expected, path => path.EndsWith("/COUNTER", StringComparison.Ordinal) || path is "/var/cache/edb/counter" or "/var/lib/portage/config" or "/var/lib/portage")
                .Should().BeEmpty($"round {round} after {kills} kills");
        }

        output.WriteLine($"{kills} kills");
        kills.Should().BePositive();
    }

    // Every kind of phase and of file somewhere, and all of the even ones are there in an older version.
    private static void Add(MergeWorld world, int number, int version)
    {
        var name = $"p{number}";
        var configured = $"mkdir -p \"${{ROOT}}/var/lib/configured\" || die; printf '%s\\n' \"${{PF}}\" > \"${{ROOT}}/var/lib/configured/{name}\" || die";
        var phases = (number % 5) switch
        {
            // What it leaves of its variables is written into its entry, which has its name already.
            0 => $"pkg_postinst() {{ {configured}; left=\"by ${{PF}}\"; }}\npkg_prerm() {{ [[ ${{left}} == \"by ${{PF}}\" ]] || die; }}",
            1 => $"pkg_preinst() {{ printf 'made by preinst' > \"${{ED}}/usr/share/{name}/added\" || die; }}\npkg_postinst() {{ {configured}; echo more >> \"${{ROOT}}/etc/{name}.generated\" || die; sort -u -o \"${{ROOT}}/etc/{name}.generated\" \"${{ROOT}}/etc/{name}.generated\"; }}",
            2 => "pkg_setup() { :; }\npkg_prerm() { :; }",
            3 => $"pkg_postinst() {{ {configured}; printf 'local\\n' >> \"${{ROOT}}/etc/{name}/conf\" || die; sort -u -o \"${{ROOT}}/etc/{name}/conf\" \"${{ROOT}}/etc/{name}/conf\"; }}",
            _ => "",
        };
        world.Add($"app/{name}-{version}", phases, image =>
        {
            (image / $"usr/share/{name}").EnsureFolder();
            (image / $"etc/{name}").EnsureFolder();
            File.WriteAllText((image / $"etc/{name}/conf").Value, $"{name} {version}\n");
            for (var file = 0; file < 20 + version; file++)
                File.WriteAllText((image / $"usr/share/{name}/file{file}-{(file % 3 == 0 ? version : 0)}").Value, string.Concat(Enumerable.Repeat($"{name} {version} {file}\n", 1 + (file * file * 20))));
            using var folder = FolderHandle.Open(image / $"usr/share/{name}");
            folder.MakeSymlink(ByteString.Of("current"), ByteString.Of($"file1-{version}"));
            folder.MakeLink(ByteString.Of("same"), folder, ByteString.Of("file1-0"));
            folder.SetOwner(ByteString.Of("file2-0"), 4101, 4101);
            folder.SetMode(ByteString.Of("file2-0"), 0x9ed);
        });
    }

    // Files of packages of the newer version that are not as their entries say.
    private static List<string> Whole(HostPath root) =>
    [
        .. from package in InstalledDatabase.Open(root).Packages
           where package.Id.Version.ToString() == "2"
           from entry in package.Contents.Entries
           where entry.Kind == ContentsKind.File && !entry.Path.ToString().StartsWith("/etc/", StringComparison.Ordinal)
           let file = root / entry.Path.ToString()
           where !file.IsFile || Stage3.Archives.Digests.Digest.Of(Stage3.Archives.Digests.DigestKind.Md5, File.ReadAllBytes(file.Value)).Hex != entry.Md5
           select $"{package.Id} {entry.Path}",
    ];

    private static Process Start(string world) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(KilledRunTests).Assembly.Location, world]) { RedirectStandardOutput = true })!;

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await EndAsync(process, 0);
    }

    private static async Task EndAsync(Process process, int code)
    {
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(code);
    }
}
