using System.Globalization;
using System.Text;
using Stage3.Linux;

namespace Stage3.Benchmarks;

/// <summary>
/// A PKGDIR of which only the index is read, with a repository and a configuration beside it: each package depends on some of those made
/// before it, as software does, through plain atoms, ranges, slots, USE dependencies and any-of groups; some block others, want a plugin afterwards (PDEPEND, in a circle),
/// have an older slot beside them or were built twice; every twentieth is a virtual with alternatives.
/// </summary>
internal static class GeneratedBinhost
{
    private const string Package = "not read";

    /// <summary>Writes the binhost; the world file asks for its last tenth.</summary>
    public static void Write(HostPath folder, int packages)
    {
        var random = new Random(1);
        var index = new StringBuilder($"ARCH: amd64\nPACKAGES: {packages}\nTIMESTAMP: 1700000000\nVERSION: 0\n\n");
        for (var number = 0; number < packages; number++)
        {
            var dependencies = Dependencies(random, number, packages);
            Add(folder, index, number, $"1.{number % 7}", $"SLOT: 0/{number % 3}\nUSE: shared\n{dependencies}");
            // An older version beside it, and an earlier build with other flags.
            if (number % 10 == 3) Add(folder, index, number, "0.5", $"SLOT: 9\nUSE: shared\n{dependencies}");
            if (number % 9 == 4) Add(folder, index, number, $"1.{number % 7}", $"SLOT: 0/{number % 3}\nUSE: test\nBUILD_ID: 1\n{dependencies}", build: 1);
        }

        Write(folder, "packages/Packages", index.ToString());
        WriteConfiguration(folder, packages);
    }

    private static void Add(HostPath folder, StringBuilder index, int number, string version, string keys, int? build = null)
    {
        var file = build is null ? $"{Name(number)}-{version}.gpkg.tar" : $"{Name(number)}/{Name(number).Split('/')[1]}-{version}-{build}.gpkg.tar";
        var path = folder / "packages" / file;
        path.Parent.EnsureFolder();
        File.WriteAllText(path.Value, Package);
        File.SetLastWriteTimeUtc(path.Value, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime);
        index.Append(CultureInfo.InvariantCulture,
            $"CPV: {Name(number)}-{version}\nPATH: {file}\nEAPI: 8\nKEYWORDS: amd64\nREPO: main\nIUSE: +shared test\nSIZE: {Package.Length}\n"
            + $"MTIME: 1700000000\nBUILD_TIME: {1_600_000_000 + (build is null ? 100 : 0)}\n{keys}\n\n");
    }

    private static string Dependencies(Random random, int number, int packages)
    {
        var others = Enumerable.Range(0, number == 0 ? 0 : random.Next(1, 9)).Select(_ => random.Next(Math.Max(0, number - 400), number)).Distinct().ToArray();
        if (number % 20 == 19) return $"RDEPEND: || ( {string.Join(' ', others.Select(Name))} )";
        var blocker = number % 11 == 5 && number > 30 ? $" !<{Name(number - 30)}-0.1 !!dev-none/gone" : "";
        var plugin = number % 25 == 2 && number + 1 < packages ? $"\nPDEPEND: {Name(number + 1)}" : "";
        return $"RDEPEND: {string.Join(' ', others.Select(Dependency))}{blocker}{plugin}";
    }

    private static string Dependency(int other) => (other % 6) switch
    {
        0 => $">={Name(other)}-1.{other % 7}",
        1 => $"{Name(other)}:0/{other % 3}=",
        2 => $"{Name(other)}[shared,-test(-)]",
        3 => $"|| ( {Name(other)}:9 {Name(other)}:0 )",
        4 => $"shared? ( {Name(other)} ) test? ( dev-none/none )",
        _ => Name(other),
    };

    private static string Name(int number) => number % 20 == 19 ? $"virtual/v{number}" : $"dev-libs/lib{number}";

    private static void WriteConfiguration(HostPath folder, int packages)
    {
        Write(folder, "tree/profiles/repo_name", "main\n");
        Write(folder, "tree/profiles/arch.list", "amd64\n");
        Write(folder, "tree/profiles/categories", "dev-libs\nvirtual\n");
        Write(folder, "tree/metadata/layout.conf", "masters =\n");
        Write(folder, "tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nUSE=\"shared\"\n");
        Write(folder, "tree/profiles/default/eapi", "8\n");
        Write(folder, "repos.conf", $"[DEFAULT]\nmain-repo = main\n\n[main]\nlocation = {folder / "tree"}\n");
        Write(folder, "config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\n");
        File.CreateSymbolicLink((folder / "config/etc/portage/make.profile").Value, (folder / "tree/profiles/default").Value);
        Write(folder, "root/var/lib/portage/world", string.Concat(Enumerable.Range(packages - (packages / 10), packages / 10).Select(number => $"{Name(number)}\n")));
        Write(folder, "config/var/lib/portage/world", string.Concat(Enumerable.Range(packages - (packages / 10), packages / 10).Select(number => $"{Name(number)}\n")));
    }

    private static void Write(HostPath folder, string path, string text)
    {
        (folder / path).Parent.EnsureFolder();
        File.WriteAllText((folder / path).Value, text);
    }
}
