using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Benchmarks;

/// <summary>
/// A PKGDIR with real files: packages that the apt client fetches, unpacked and packed again as GPKG, two of five with a <c>pkg_postinst</c>;
/// with a repository and a configuration beside it. Nothing depends on anything.
/// </summary>
internal static partial class DebianBinhost
{
    /// <summary>How many packages there are where nothing else is asked for.</summary>
    public const int Packages = 270;

    private const string Category = "app-debian";
    private const long Time = 1_700_000_000;

    /// <summary>What they depend on is some 270 packages of all sizes.</summary>
    public static ImmutableArray<string> Seeds { get; } =
        ["build-essential", "git", "gdb", "subversion", "ruby", "php-cli", "openssh-server", "systemd", "nginx", "imagemagick", "vim-nox", "ncurses-term"];

    /// <summary>Why it cannot be made on this machine; null where it can.</summary>
    public static string? Missing =>
        new[] { "apt-get", "apt-cache", "dpkg-deb" }.Where(program => !File.Exists($"/usr/bin/{program}")).ToList() switch
        {
            [] when !Environment.IsPrivilegedProcess => "needs root, to own files as the packages say",
            [] => null,
            var missing => $"needs the programs of Debian's apt: {string.Join(", ", missing)}",
        };

    /// <summary>The atoms of all packages of a binhost.</summary>
    public static IEnumerable<string> Atoms(HostPath folder) => File.ReadLines((folder / "atoms").Value);

    /// <summary>Fetches, packs and describes all; only what two packages both have is left out, with the second of them.</summary>
    /// <returns>Files and bytes of all images.</returns>
    public static (int Files, long Bytes) Write(HostPath folder) => Write(folder, Packages, Seeds);

    /// <summary>As the other, of as many of these packages and what they depend on.</summary>
    public static (int Files, long Bytes) Write(HostPath folder, int packages, ImmutableArray<string> seeds)
    {
        var debs = (folder / "debs").EnsureFolder();
        Fetch(debs, seeds);
        var (seen, atoms, files, bytes) = (new HashSet<BytePath>(), new List<string>(), 0, 0L);
        foreach (var deb in Directory.GetFiles(debs.Value, "*.deb").Order(StringComparer.Ordinal))
        {
            if (atoms.Count == packages) break;
            var image = folder / "image";
            TreeRemoval.Remove(image, CancellationToken.None);
            Output("dpkg-deb", "-x", deb, image.Value);
            var entries = TreeWalk.Walk(image, null, CancellationToken.None).Where(entry => !entry.Status.IsFolder).ToList();
            if (entries.Any(entry => seen.Contains(entry.Path))) continue;
            seen.UnionWith(entries.Select(entry => entry.Path));
            files += entries.Count(entry => entry.Status.Type == FileType.File);
            bytes += entries.Where(entry => entry.Status.Type == FileType.File).Sum(entry => entry.Status.Size);
            atoms.Add(Pack(folder, NameOf(Path.GetFileName(deb).Split('_')[0]), image, hasPhase: atoms.Count % 5 < 2));
        }

        TreeRemoval.Remove(folder / "image", CancellationToken.None);
        TreeRemoval.Remove(debs, CancellationToken.None);
        File.WriteAllLines((folder / "atoms").Value, atoms);
        PackageDirectory.Open(folder / "packages", [], CancellationToken.None).WriteIndex(Time);
        WriteConfiguration(folder);
        return (files, bytes);
    }

    /// <summary>Makes a package anew, with one more file: the next build of it.</summary>
    public static void Change(HostPath folder, string atom)
    {
        var image = (folder / "changed/usr/share/changed").EnsureFolder();
        File.WriteAllText((image / "file").Value, "changed\n");
        Pack(folder, atom[(Category.Length + 1)..], folder / "changed", hasPhase: true, version: "2");
        PackageDirectory.Open(folder / "packages", [], CancellationToken.None).WriteIndex(Time);
    }

    /// <summary>Takes back what <see cref="Change"/> added.</summary>
    public static void TakeBack(HostPath folder, string atom)
    {
        File.Delete((folder / "packages" / atom / $"{atom[(Category.Length + 1)..]}-2-1.gpkg.tar").Value);
        TreeRemoval.Remove(folder / "changed", CancellationToken.None);
        PackageDirectory.Open(folder / "packages", [], CancellationToken.None).WriteIndex(Time);
    }

    private static void Fetch(HostPath debs, ImmutableArray<string> seeds)
    {
        var closure = Output("apt-cache", ["depends", "--recurse", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", .. seeds])
            .Where(line => line.Length > 0 && char.IsAsciiLetterOrDigit(line[0]) && !line.Contains(':', StringComparison.Ordinal)).Distinct();
        // As root apt gives fetching to another user, who cannot write here.
        Output("bash", ["-c", "cd \"$1\" && shift && apt-get -q -o APT::Sandbox::User=root download \"$@\"", "bash", debs.Value, .. closure.Order(StringComparer.Ordinal)]);
    }

    // No name of Gentoo has a dot in it, or ends like a version (PMS 3.1.2).
    private static string NameOf(string debian) => Unfit().Replace(debian, "_");

    private static string Pack(HostPath folder, string name, HostPath image, bool hasPhase, string version = "1")
    {
        var id = PackageId.Parse($"{Category}/{name}-{version}");
        var phase = hasPhase ? $"pkg_postinst() {{\n\tmkdir -p \"${{ROOT}}/var/lib/configured\" || die\n\tprintf '%s\\n' \"${{PF}}\" > \"${{ROOT}}/var/lib/configured/{name}\" || die\n\telog \"{name} was configured\"\n}}\n" : "";
        var ebuild = $"EAPI=8\nDESCRIPTION=\"{name}\"\nSLOT=0\nKEYWORDS=\"amd64\"\n{phase}";
        var info = BuildInfo.Empty.With("CATEGORY", Category).With("PF", id.NameAndVersion).With("EAPI", "8").With("SLOT", "0").With("KEYWORDS", "amd64")
            .With("LICENSE", "public-domain").With("DEFINED_PHASES", hasPhase ? "postinst" : "-").With("repository", "main").With("CHOST", "x86_64-pc-linux-gnu")
            .With("BUILD_TIME", Time.ToString(CultureInfo.InvariantCulture)).With("BUILD_ID", "1").With("DESCRIPTION", name)
            .With($"{id.NameAndVersion}.ebuild", [.. Encoding.UTF8.GetBytes(ebuild)]).With("environment.bz2", SavedEnvironment(ebuild, id));
        var writer = new GpkgWriter { Time = new FileTime(Time, 0), UserName = user => ByteString.Of(user == 0 ? "root" : ""), GroupName = group => ByteString.Of(group == 0 ? "root" : "") };
        writer.Write(folder / "packages" / Category / name / $"{id.NameAndVersion}-1.gpkg.tar", $"{id.NameAndVersion}-1", info, image, CancellationToken.None);
        return id.Name.ToString();
    }

    private static ImmutableArray<byte> SavedEnvironment(string ebuild, PackageId id)
    {
        using var packed = new MemoryStream();
        var named = new[] { ("CATEGORY", Category), ("P", id.NameAndVersion), ("PF", id.NameAndVersion), ("PN", id.Name.Name), ("PR", "r0"), ("PV", $"{id.Version}"), ("PVR", $"{id.Version}"), ("USE", "") };
        using (var writer = Compression.Bzip2.OpenWriter(packed, CompressionSettings.Default))
            writer.Write(Encoding.UTF8.GetBytes(string.Concat(named.Select(variable => $"declare -x {variable.Item1}=\"{variable.Item2}\"\n")) + ebuild));
        return [.. packed.ToArray()];
    }

    private static void WriteConfiguration(HostPath folder)
    {
        Write(folder, "tree/profiles/repo_name", "main\n");
        Write(folder, "tree/profiles/arch.list", "amd64\n");
        Write(folder, "tree/profiles/categories", $"{Category}\n");
        Write(folder, "tree/metadata/layout.conf", "masters =\nthin-manifests = true\n");
        Write(folder, "tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nCHOST=\"x86_64-pc-linux-gnu\"\n");
        Write(folder, "tree/profiles/default/eapi", "8\n");
        Write(folder, "repos.conf", $"[DEFAULT]\nmain-repo = main\n\n[main]\nlocation = {folder / "tree"}\n");
        Write(folder, "config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"-merge-wait -ebuild-locks parallel-install\"\n");
        File.CreateSymbolicLink((folder / "config/etc/portage/make.profile").Value, (folder / "tree/profiles/default").Value);
    }

    private static void Write(HostPath folder, string path, string text)
    {
        (folder / path).Parent.EnsureFolder();
        File.WriteAllText((folder / path).Value, text);
    }

    private static string[] Output(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}: {said.Result}");
    }

    [GeneratedRegex(@"\.|-(?=\d)")]
    private static partial Regex Unfit();
}
