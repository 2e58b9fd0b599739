using System.Collections.Immutable;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Running;
using Stage3.Emerge.Tests.Running;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>A real tree, binary packages that a real Portage builds of it, and roots that either engine merges them into.</summary>
internal sealed class RealTreeWorld(HostPath folder)
{
    private const string Profile = "default/linux/amd64/23.0/systemd";

    // Besides whole categories that never fetch anything: what has all that it installs in its ebuild or beside it.
    private static readonly string[] Others = ["app-misc/editor-wrapper", "app-text/manpager", "dev-python/gentoo-common"];

    internal HostPath Packages => folder / "packages";

    /// <summary>Packages of the tree that fetch nothing: those that make accounts, and others. Sorted, of each category at most so many.</summary>
    internal ImmutableArray<string> Accounts { get; private set; } = [];

    /// <inheritdoc cref="Accounts"/>
    internal ImmutableArray<string> Rest { get; private set; } = [];

    /// <summary>Takes the tree out of its clone, and configures both engines.</summary>
    /// <param name="format">BINPKG_FORMAT of make.conf(5).</param>
    /// <param name="count">How many packages of a category.</param>
    internal async Task BeginAsync(string format, int count)
    {
        var tree = await RealTree.CheckOutAsync(folder / "tree", ["app-alternatives", .. Others]);
        IEnumerable<string> Of(string category) => RealTree.Packages(tree, category).Take(count);
        Accounts = [.. Of("acct-group").Concat(Of("acct-user")).Where(package => package is not ("acct-user/root" or "acct-group/root"))];
        Rest = [.. Of("app-alternatives"), .. Others.Where(package => (tree / package).IsFolder), .. Of("virtual")];
        var name = (await File.ReadAllTextAsync((tree / "profiles/repo_name").Value)).Trim();
        Write("repos.conf", $"[DEFAULT]\nmain-repo = {name}\n[{name}]\nlocation = {tree}\n");
        Write("config/etc/portage/make.conf", $"BINPKG_FORMAT=\"{format}\"\nACCEPT_LICENSE=\"*\"\n");
        File.CreateSymbolicLink((folder / "config/etc/portage/make.profile").Value, (tree / "profiles" / Profile).Value);
    }

    /// <summary>An empty root with the accounts that all tools ask for.</summary>
    internal HostPath NewRoot(string name)
    {
        foreach (var (file, line) in new[] { ("passwd", "root:x:0:0:root:/root:/bin/bash"), ("group", "root:x:0:"), ("shadow", "root:*:::::::"), ("gshadow", "root:*::") }) Write($"{name}/etc/{file}", line + "\n");
        return folder / name;
    }

    internal async Task BuildAsync(CancellationToken cancellation) =>
        await RunAsync(NewRoot("built"), await PortageAsync(cancellation), BinaryPackages.Of(KeptPackages.Kept, taken: null), cancellation);

    internal Task MergeAsync(HostPath root, CancellationToken cancellation) => RunAsync(root, new EmbeddedEmerge(new EmbeddedSettings
    {
        ReposConf = folder / "repos.conf", PkgDir = Packages, DistDir = folder / "ours/distfiles", Cache = folder / "ours/cache", Temporary = folder / "ours/temporary", Logs = folder / "ours/logs",
    }), BinaryPackages.UseOnly, cancellation);

    internal async Task MergeByPortageAsync(HostPath root, CancellationToken cancellation) => await RunAsync(root, await PortageAsync(cancellation), BinaryPackages.UseOnly, cancellation);

    private async Task<PortageEmerge> PortageAsync(CancellationToken cancellation) => new(new PortageSettings
    {
        Installation = await PortageSearch.FindAsync(HostPath.Parse(Need.PortageCheckout), cancellation),
        ReposConf = folder / "repos.conf", PkgDir = Packages, DistDir = folder / "theirs/distfiles", Cache = folder / "theirs/cache", Temporary = folder / "theirs/temporary", Logs = folder / "theirs/logs",
    });

    // Accounts with all that they ask for; the rest without what they stand for, which would have to be fetched.
    private async Task RunAsync(HostPath root, IEmerge engine, BinaryPackages packages, CancellationToken cancellation)
    {
        Umask.SetStandard();
        foreach (var (names, dependencies) in new[] { (Accounts, Dependencies.Followed), (Rest, Dependencies.None) })
        {
            var command = new EmergeCommand(RootPath.At(root), [.. names.Select(PackageSelector.Parse)])
            {
                ConfigRoot = folder / "config", BinaryPackages = packages, OneShot = true, Dependencies = dependencies,
            };
            await engine.RunAsync(command, new Progress<EmergeEvent>(), cancellation);
        }
    }

    private void Write(string path, string text)
    {
        (folder / path).Parent.EnsureFolder();
        File.WriteAllText((folder / path).Value, text);
    }
}
