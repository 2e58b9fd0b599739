using System.Collections.Immutable;
using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>A folder with a PKGDIR, a configuration and a root that all of it is merged into.</summary>
internal sealed class MergeWorld(HostPath folder)
{
    private const long Time = 1_700_000_000;

    internal HostPath Root { get; init; } = folder / "root";

    internal HostPath Packages => folder / "packages";

    internal List<EmergeEvent> Events { get; } = [];

    /// <summary>Where unpacked images are kept.</summary>
    internal HostPath? UnpackedStore { get; init; }

    /// <summary>Writes repository, profile and an empty root with accounts.</summary>
    internal MergeWorld Begin()
    {
        Write("tree/profiles/repo_name", "main\n");
        Write("tree/profiles/arch.list", "amd64\n");
        Write("tree/profiles/categories", "app\n");
        Write("tree/metadata/layout.conf", "masters =\nthin-manifests = true\n");
        Write("tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nCHOST=\"x86_64-pc-linux-gnu\"\nCONFIG_PROTECT=\"/etc\"\n");
        Write("tree/profiles/default/eapi", "8\n");
        Write("repos.conf", $"[DEFAULT]\nmain-repo = main\n\n[main]\nlocation = {folder / "tree"}\n");
        Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\n");
        File.CreateSymbolicLink((folder / "config/etc/portage/make.profile").Value, (folder / "tree/profiles/default").Value);
        Write("root/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
        Write("root/etc/group", "root:x:0:\n");
        Write("root/etc/shadow", "");
        Write("root/etc/gshadow", "");
        return this;
    }

    /// <summary>Adds a package to PKGDIR.</summary>
    /// <param name="package">Such as <c>app/one-1</c>.</param>
    /// <param name="phases">Functions of it.</param>
    /// <param name="make">Fills its image.</param>
    /// <param name="time">When it was built.</param>
    /// <param name="more">Further keys of its metadata.</param>
    internal HostPath Add(string package, string phases, Action<HostPath> make, long time = Time, params (string Key, string Text)[] more)
    {
        var id = PackageId.Parse(package);
        var image = folder / "image";
        TreeRemoval.Remove(image, CancellationToken.None);
        make(image.EnsureFolder());
        var defined = new[] { "pretend", "setup", "preinst", "postinst", "prerm", "postrm" }.Where(phase => phases.Contains($"pkg_{phase}()", StringComparison.Ordinal)).ToList();
        var ebuild = $"EAPI=8\nDESCRIPTION=test\nSLOT=0\nKEYWORDS=amd64\n{phases}\n";
        var named = string.Concat(new[] { ("CATEGORY", id.Name.Category), ("P", id.NameAndVersion), ("PF", id.NameAndVersion), ("PN", id.Name.Name), ("PR", "r0"), ("PV", $"{id.Version}"), ("PVR", $"{id.Version}"), ("USE", "") }
            .Select(variable => $"declare -x {variable.Item1}=\"{variable.Item2}\"\n"));
        var info = BuildInfo.Empty.With("CATEGORY", id.Name.Category).With("PF", id.NameAndVersion).With("EAPI", "8").With("SLOT", "0").With("KEYWORDS", "amd64")
            .With("LICENSE", "public-domain").With("DEFINED_PHASES", defined.Count == 0 ? "-" : string.Join(' ', defined)).With("repository", "main")
            .With("CHOST", "x86_64-pc-linux-gnu").With("BUILD_TIME", $"{time}").With("BUILD_ID", "1").With("DESCRIPTION", "test")
            .With($"{id.NameAndVersion}.ebuild", [.. Encoding.UTF8.GetBytes(ebuild)]).With("environment.bz2", Environment(named + ebuild));
        info = more.Aggregate(info, (all, each) => all.With(each.Key, [.. Encoding.UTF8.GetBytes(each.Text)]));
        var file = Packages / id.Name.ToString() / $"{id.NameAndVersion}-1.gpkg.tar";
        new GpkgWriter { Time = new FileTime(Time, 0), UserName = Name, GroupName = Name }.Write(file, $"{id.NameAndVersion}-1", info, image, CancellationToken.None);
        TreeRemoval.Remove(image, CancellationToken.None);
        return file;
    }

    /// <summary>Writes the index without which Portage finds nothing of several builds.</summary>
    internal void WriteIndex() => PackageDirectory.Open(Packages, [], CancellationToken.None).WriteIndex(Time);

    /// <summary>Merges the newest of all that PKGDIR holds.</summary>
    internal Task MergeAsync(CancellationToken cancellation, OpenPgpKeyring? keys = null, Func<EmergeCommand, EmergeCommand>? asked = null) => RunAsync(Root, Engine(keys: keys), asked, cancellation);

    private EmbeddedEmerge Engine(BinhostSet? binhosts = null, OpenPgpKeyring? keys = null)
    {
        var work = folder / "work";
        return new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = folder / "repos.conf", PkgDir = Packages, DistDir = work / "distfiles", Cache = work / "cache", Temporary = work / "temporary", Logs = work / "logs",
            Binhosts = binhosts ?? BinhostSet.None, TrustedKeys = keys, UnpackedStore = UnpackedStore,
        });
    }

    /// <summary>Carries a command out that is written as for <c>emerge</c>, but for the roots.</summary>
    internal async Task<EmergePlan> DoAsync(BinhostSet? binhosts, IEnumerable<string> words, CancellationToken cancellation)
    {
        Umask.SetStandard();
        return await Engine(binhosts).RunAsync(EmergeCommand.Parse([$"--root={Root}", $"--config-root={folder / "config"}", .. words]), new Listener(Events.Add), cancellation);
    }

    /// <summary>Has a real Portage merge the same into another root.</summary>
    internal async Task MergeByPortageAsync(HostPath root, CancellationToken cancellation, Func<EmergeCommand, EmergeCommand>? asked = null) =>
        await RunAsync(root, await PortageAsync(Packages, cancellation), asked, cancellation);

    /// <summary>Has a real Portage carry a command out that is written as for <c>emerge</c>, but for the roots, with a PKGDIR of its own.</summary>
    internal async Task DoByPortageAsync(HostPath root, HostPath packages, IEnumerable<string> words, CancellationToken cancellation) =>
        await (await PortageAsync(packages, cancellation)).RunAsync(EmergeCommand.Parse([$"--root={root}", $"--config-root={folder / "config"}", .. words]), new Listener(Events.Add), cancellation);

    private async Task<PortageEmerge> PortageAsync(HostPath packages, CancellationToken cancellation)
    {
        var work = folder / "portage";
        return new PortageEmerge(new PortageSettings
        {
            Installation = await PortageSearch.FindAsync(HostPath.Parse(Need.PortageCheckout), cancellation),
            ReposConf = folder / "repos.conf", PkgDir = packages, DistDir = work / "distfiles", Cache = work / "cache", Temporary = work / "temporary", Logs = work / "logs",
        });
    }

    private async Task RunAsync(HostPath root, IEmerge engine, Func<EmergeCommand, EmergeCommand>? asked, CancellationToken cancellation)
    {
        Umask.SetStandard();
        var names = Directory.GetDirectories(Packages.Value, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Packages.Value, path)).Where(path => path.Contains('/')).Order(StringComparer.Ordinal);
        var command = new EmergeCommand(RootPath.At(root), [.. names.Select(PackageSelector.Parse)])
        {
            ConfigRoot = folder / "config", BinaryPackages = BinaryPackages.UseOnly, Update = true, OneShot = true, Jobs = Jobs.Of(2),
        };
        await engine.RunAsync(asked is null ? command : asked(command), new Listener(Events.Add), cancellation);
    }

    internal void Write(string path, string text)
    {
        (folder / path).Parent.EnsureFolder();
        File.WriteAllText((folder / path).Value, text);
    }

    private static ByteString Name(uint id) => ByteString.Of(id == 0 ? "root" : id == 4101 ? "keeper" : "");

    private static ImmutableArray<byte> Environment(string text)
    {
        using var packed = new MemoryStream();
        using (var writer = Compression.Bzip2.OpenWriter(packed, CompressionSettings.Default)) writer.Write(Encoding.UTF8.GetBytes(text));
        return [.. packed.ToArray()];
    }

    private sealed class Listener(Action<EmergeEvent> hear) : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value)
        {
            lock (this) hear(value);
        }
    }
}
