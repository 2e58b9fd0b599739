using System.Globalization;
using System.Text;
using Stage3.Linux;

namespace Stage3.Benchmarks;

/// <summary>
/// A PKGDIR of which only the index is read, with a repository and a configuration beside it: each package depends on some of those made
/// before it, as software does, through plain atoms, ranges, slots, USE dependencies and any-of groups; every twentieth is a virtual.
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
            var path = (folder / "packages" / $"{Name(number)}-1.{number % 7}.gpkg.tar");
            path.Parent.EnsureFolder();
            File.WriteAllText(path.Value, Package);
            File.SetLastWriteTimeUtc(path.Value, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime);
            index.Append(CultureInfo.InvariantCulture,
                $"CPV: {Name(number)}-1.{number % 7}\nPATH: {Name(number)}-1.{number % 7}.gpkg.tar\nSLOT: 0/{number % 3}\nEAPI: 8\nKEYWORDS: amd64\nREPO: main\n"
                + $"IUSE: +shared test\nUSE: shared\nSIZE: {Package.Length}\nMTIME: 1700000000\nRDEPEND: {Dependencies(random, number)}\n\n");
        }

        Write(folder, "packages/Packages", index.ToString());
        WriteConfiguration(folder, packages);
    }

    private static string Dependencies(Random random, int number)
    {
        var atoms = Enumerable.Range(0, number == 0 ? 0 : random.Next(1, 9)).Select(_ => random.Next(Math.Max(0, number - 400), number)).Distinct();
        return string.Join(' ', atoms.Select(other => (other % 6) switch
        {
            0 => $">={Name(other)}-1.{other % 7}",
            1 => $"{Name(other)}:0/{other % 3}=",
            2 => $"{Name(other)}[shared,-test(-)]",
            3 => $"|| ( {Name(other)}:9 {Name(other)}:0 )",
            4 => $"shared? ( {Name(other)} ) test? ( dev-none/none )",
            _ => Name(other),
        }));
    }

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
