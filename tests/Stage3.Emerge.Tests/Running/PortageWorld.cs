using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>A tree of a few ebuilds, a configuration and a root with accounts of its own, for a real Portage to work on.</summary>
internal sealed class PortageWorld : IDisposable
{
    private readonly Scratch scratch = new();

    public PortageWorld()
    {
        Write("tree/profiles/repo_name", "tiny");
        Write("tree/profiles/arch.list", "amd64");
        Write("tree/profiles/categories", "app-misc\nacct-group\nacct-user\nvirtual");
        Write("tree/profiles/default/eapi", "8");
        Write("tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nCHOST=\"x86_64-pc-linux-gnu\"\nUSERLAND=\"GNU\"\nKERNEL=\"linux\"\nELIBC=\"glibc\"");
        Write("tree/metadata/layout.conf", "masters =\nthin-manifests = true\nuse-manifests = false");
        Write("config/etc/portage/make.conf", "USE=\"\"");
        Write("repos.conf", $"[DEFAULT]\nmain-repo = tiny\n[tiny]\nlocation = {Folder / "tree"}\n");
        File.CreateSymbolicLink((Folder / "config/etc/portage/make.profile").Value, (Folder / "tree/profiles/default").Value);
        // Ids that no host gives these names.
        Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nkeeper:x:4711:4712::/:/bin/false");
        Write("root/etc/group", "root:x:0:\nkeepers:x:4712:");
        Write("root/etc/shadow", "root:*:::::::\nkeeper:*:::::::");
        Write("root/etc/gshadow", "root:*::\nkeepers:*::");
    }

    public HostPath Folder => HostPath.Parse(scratch.Folder);

    public RootPath Root => RootPath.At(Folder / "root");

    public List<EmergeEvent> Events { get; } = [];

    public void Ebuild(string package, string text)
    {
        var (category, version) = (package.Split('/')[0], package.Split('/')[1]);
        var name = version[..version.LastIndexOf('-')];
        Write($"tree/{category}/{name}/{version}.ebuild", $"EAPI=8\nDESCRIPTION=\"a test\"\nSLOT=\"0\"\nKEYWORDS=\"amd64\"\nS=\"${{WORKDIR}}\"\n{text}");
    }

    public string Write(string file, string text) => scratch.Write(file, text + "\n");

    /// <summary>Builds from another tree, with a profile of its own.</summary>
    public void UseTree(HostPath tree, string profile)
    {
        var name = File.ReadAllText((tree / "profiles/repo_name").Value).Trim();
        Write("repos.conf", $"[DEFAULT]\nmain-repo = {name}\n[{name}]\nlocation = {tree}\n");
        var link = (Folder / "config/etc/portage/make.profile").Value;
        File.Delete(link);
        File.CreateSymbolicLink(link, (tree / "profiles" / profile).Value);
    }

    public async Task<PortageEmerge> EmergeAsync() => new(await SettingsAsync());

    public async Task<PortageSettings> SettingsAsync() => new()
    {
        Installation = await PortageSearch.FindAsync(HostPath.Parse(Need.PortageCheckout), CancellationToken.None),
        ReposConf = Folder / "repos.conf",
        PkgDir = Folder / "packages",
        DistDir = Folder / "distfiles",
        Cache = Folder / "cache",
        Temporary = Folder / "tmp",
        Logs = Folder / "logs",
    };

    public EmergeCommand Command(params string[] packages) => new(Root, [.. packages.Select(PackageSelector.Parse)])
    {
        ConfigRoot = Folder / "config",
        BinaryPackages = BinaryPackages.BuildAndReuse,
        OneShot = true,
    };

    public Task<EmergePlan> RunAsync(params string[] packages) => RunAsync(Command(packages));

    public async Task<EmergePlan> RunAsync(EmergeCommand command) =>
        await (await EmergeAsync()).RunAsync(command, new Listener(Events), CancellationToken.None);

    public ImmutableArray<string> Accounts(string file) => [.. File.ReadAllLines((Root / "etc" / file).Value)];

    public void Dispose() => scratch.Dispose();

    private sealed class Listener(List<EmergeEvent> events) : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value) => events.Add(value);
    }
}
