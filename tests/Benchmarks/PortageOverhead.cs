using System.Diagnostics;
using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Running;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;
using Stage3.Testing;

/// <summary>
/// The two emerge commands of building packages and of merging them, given to a real Portage by us, with plan, gate and guard around, beside the
/// same commands bare. Each package compiles for some seconds, which is sleeping: what is measured is what stands around it. Needs
/// STAGE3_PORTAGE and root; fails above 5 % of wall time.
/// </summary>
internal static class PortageOverhead
{
    private const int Packages = 12;
    private const int Seconds = 10;
    private const double Bar = 1.05;

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not [.., "--filter", var filter] || !nameof(PortageOverhead).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase) || filter.Trim('*').Length == 0) return false;
        var checkout = Environment.GetEnvironmentVariable("STAGE3_PORTAGE");
        if (checkout is null || !Environment.IsPrivilegedProcess) Console.WriteLine("PortageOverhead is skipped: it needs root, and STAGE3_PORTAGE");
        else await CompareAsync(HostPath.Parse(checkout));
        return true;
    }

    private static async Task CompareAsync(HostPath checkout)
    {
        var folder = HostPath.Parse(Directory.CreateTempSubdirectory("stage3-overhead-").FullName);
        try
        {
            Lay(folder);
            var portage = await PortageSearch.FindAsync(checkout, CancellationToken.None);
            // Each has read tree and modules once before it counts.
            await OursAsync(folder, portage, "warm");
            var ours = await OursAsync(folder, portage, "ours");
            var bare = await BareAsync(folder, checkout, "bare");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"PortageOverhead: {Packages} packages of {Seconds} s built and merged again from binary packages: bare {bare:0.0} s, by us {ours:0.0} s: {(ours / bare - 1) * 100:+0.0;-0.0} % (bar +{(Bar - 1) * 100:0} %)"));
            if (ours > bare * Bar) Environment.ExitCode = 1;
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    private static void Lay(HostPath folder)
    {
        Write("tree/profiles/repo_name", "tiny");
        Write("tree/profiles/arch.list", "amd64");
        Write("tree/profiles/categories", "app-misc");
        Write("tree/profiles/default/eapi", "8");
        Write("tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nCHOST=\"x86_64-pc-linux-gnu\"");
        Write("tree/metadata/layout.conf", "masters =\nthin-manifests = true\nuse-manifests = false");
        Write("config/etc/portage/make.conf", "USE=\"\"");
        Write("repos.conf", $"[DEFAULT]\nmain-repo = tiny\n[tiny]\nlocation = {folder / "tree"}\n");
        File.CreateSymbolicLink((folder / "config/etc/portage/make.profile").Value, (folder / "tree/profiles/default").Value);
        for (var number = 0; number < Packages; number++)
        {
            Write($"tree/app-misc/p{number}/p{number}-1.ebuild", $"EAPI=8\nDESCRIPTION=\"sleeps\"\nSLOT=\"0\"\nKEYWORDS=\"amd64\"\nS=\"${{WORKDIR}}\"\nsrc_compile() {{ sleep {Seconds}; }}\n"
                + $"src_install() {{ insinto /usr/share/p{number}; newins - text <<< text; }}");
        }

        void Write(string file, string text)
        {
            (folder / file).Parent.EnsureFolder();
            File.WriteAllText((folder / file).Value, text + "\n");
        }
    }

    private static RootPath Root(HostPath folder, string name)
    {
        var root = folder / "roots" / name;
        (root / "etc").EnsureFolder();
        foreach (var (file, line) in new[] { ("passwd", "root:x:0:0:root:/root:/bin/bash"), ("group", "root:x:0:"), ("shadow", "root:*:::::::"), ("gshadow", "root:*::") })
            File.WriteAllText((root / "etc" / file).Value, line + "\n");
        return RootPath.At(root);
    }

    private static EmergeCommand[] Commands(HostPath folder, string name)
    {
        var packages = Enumerable.Range(0, Packages).Select(number => PackageSelector.Parse($"app-misc/p{number}")).ToArray();
        var config = folder / "config";
        return
        [
            new(Root(folder, $"{name}-prepare"), [.. packages]) { ConfigRoot = config, BinaryPackages = BinaryPackages.BuildAndReuse, OneShot = true },
            new(Root(folder, $"{name}-merge"), [.. packages]) { ConfigRoot = config, BinaryPackages = BinaryPackages.UseOnly, OneShot = true },
        ];
    }

    private static async Task<double> OursAsync(HostPath folder, PortageInstallation portage, string name)
    {
        var settings = new PortageSettings
        {
            Installation = portage, ReposConf = folder / "repos.conf", PkgDir = folder / $"packages-{name}", DistDir = folder / "distfiles", Cache = folder / "cache",
            Temporary = folder / "tmp", Logs = folder / "logs",
        };
        // To be warm, merging one is enough.
        var commands = Commands(folder, name);
        if (name == "warm") commands = [commands[0] with { Packages = [] }];
        var clock = Stopwatch.StartNew();
        foreach (var command in commands) await new PortageEmerge(settings).RunAsync(command, new Progress<EmergeEvent>(), CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> BareAsync(HostPath folder, HostPath checkout, string name)
    {
        var packages = (folder / $"packages-{name}").EnsureFolder();
        var clock = Stopwatch.StartNew();
        foreach (var command in Commands(folder, name))
        {
            await new ChildProcess(
                "unshare", BareEmerge.Arguments(
                    checkout.Value, (folder / "config").Value, (folder / "repos.conf").Value, command.Root.ToString(), (folder / "bare").Value,
                    [$"PKGDIR={packages}", $"DISTDIR={folder / "distfiles"}", $"FEATURES={BareEmerge.Features}"], command.Arguments))
            {
                LogFile = folder / "bare.log",
                Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME"),
            }.RunAsync(CancellationToken.None);
        }

        return clock.Elapsed.TotalSeconds;
    }
}
