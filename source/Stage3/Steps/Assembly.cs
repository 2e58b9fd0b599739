using System.Collections.Immutable;
using Stage3.Embedded;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Installed;
using Stage3.Portage.Signatures;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>That a root is made from binhosts and nothing else: asked for, or all that this machine can do.</summary>
/// <param name="Binhosts">Where packages come from.</param>
/// <param name="World">What the root shall hold: <c>all</c>, atoms and sets; empty for what the specification says.</param>
/// <param name="Keys">Whose signature packages must bear; empty asks for what binrepos.conf does.</param>
/// <param name="Configured">The keys beside a binrepos.conf; null where there are none.</param>
internal sealed record Assembly(BinhostSet Binhosts, ImmutableArray<string> World, ImmutableArray<BinhostKey> Keys, HostPath? Configured)
{
    private const long LargestKeys = 16 << 20;

    /// <summary>Null where the stage is built from a tree.</summary>
    /// <exception cref="BinhostException">A binhost's address cannot be read, or there is no binhost though one is needed.</exception>
    public static Assembly? Of(PipelineRequest request, StageSpec spec, Workspace workspace)
    {
        var isSpecified = request.Binhosts.IsEmpty;
        var asked = isSpecified ? spec.Binhosts : request.Binhosts;
        if (isSpecified && !request.Assembles && (asked.IsEmpty || CanBuild(request, spec))) return null;
        if (asked.IsEmpty) throw new BinhostException("no binhost is named", spec.File.Value, remedy: "name one by --binhost, or in the specification's 'binhosts'");
        // The specification knows the keys of its own binhosts, and of no others.
        ImmutableArray<BinhostKey> keys = !request.Sharing.Keys.IsEmpty ? [.. request.Sharing.Keys.Select(key => new BinhostKey(key.Value, []))] : isSpecified ? spec.BinhostKeys : [];
        var repositories = asked.SelectMany(text => Repositories(text)).Select(repository => keys.IsEmpty ? repository : repository with { VerifySignature = true });
        return new Assembly(
            new BinhostSet([.. repositories], new BinhostStore(workspace.Binhosts, request.SharedStores), new Transfers(new TransferPatience())), [.. request.World.SelectMany(words => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))], keys,
            asked.Select(Configuration).OfType<HostPath>().Select(file => file.Parent / "gnupg").FirstOrDefault(folder => folder.IsFolder));
    }

    /// <summary>The keys whose signatures count; null leaves that to the configuration of the root.</summary>
    /// <param name="workspace">Where keys that are fetched are kept.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BinhostException">They cannot be fetched.</exception>
    /// <exception cref="Stage3Exception">They are none, or not those that are expected.</exception>
    public async Task<OpenPgpKeyring?> OpenKeysAsync(Workspace workspace, CancellationToken cancellation)
    {
        if (Keys.IsEmpty) return Configured is null ? null : OpenPgpKeyring.At(Configured);
        var files = ImmutableArray.CreateBuilder<OpenPgpKeyFile>();
        foreach (var key in Keys) files.Add(new OpenPgpKeyFile(key.IsAddress ? await FetchAsync(key.Source, workspace, cancellation) : HostPath.Parse(key.Source), key.Fingerprints) { Origin = key.Source });
        return await OpenPgpKeyring.MakeAsync(files.ToImmutable(), workspace.Folder / "trusted-keys", cancellation);
    }

    /// <summary>The packages that a root was made of, each with its file.</summary>
    public async Task<ImmutableArray<(PackagesIndexEntry Entry, HostPath File)>> MergedAsync(HostPath root, CancellationToken cancellation)
    {
        var installed = InstalledDatabase.Open(root).Packages.ToDictionary(package => package.Id, package => package.Info[BuildInfoKeys.BuildTime]);
        return [.. (await Binhosts.KeptAsync(cancellation)).Where(kept => installed.TryGetValue(kept.Entry.Package, out var time) && kept.Entry.Values.GetValueOrDefault(BuildInfoKeys.BuildTime) == time).DistinctBy(kept => kept.Entry.Package)];
    }

    private async Task<HostPath> FetchAsync(string key, Workspace workspace, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(key, UriKind.Absolute, out var source) || source.Scheme is not ("http" or "https")) throw new BinhostException($"'{key}' is no address of keys", "binhostKeys", remedy: "name an https:// address, or a file");
        if (source.Scheme != "https" && !source.IsLoopback) throw new BinhostException("keys are not fetched where anybody could exchange them on the way", source.AbsoluteUri, remedy: "name an https:// address, or a file");
        var file = workspace.Folder.EnsureFolder() / $"binhost-{Path.GetFileName(source.AbsolutePath)}";
        using var stream = new FileStream(file.Value, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1);
        await Binhosts.Transfers.FetchAsync(source, stream, null, LargestKeys, null, cancellation);
        return file;
    }

    // A specification that names a binhost and finds neither its tree nor a Portage on this machine is carried out all the same.
    private static bool CanBuild(PipelineRequest request, StageSpec spec) =>
        request.Tree is not null || request.Portage is not null || request.Engine == EngineChoice.Portage || (spec.Tree / "profiles").IsFolder
        || ProgramPath.Find("emerge", Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath) is not null;

    private static HostPath? Configuration(string text) =>
        text.Length > 0 && !text.Contains("://", StringComparison.Ordinal) && HostPath.Parse(Path.GetFullPath(text)) is var path && BinreposConf.IsAt(path) ? path : null;

    private static ImmutableArray<BinaryRepository> Repositories(string text) =>
        Configuration(text) is { } file ? BinreposConf.Read(file)
        : BinhostAddress.TryParse(text.Length == 0 || text.Contains("://", StringComparison.Ordinal) ? text : Path.GetFullPath(text), out var address) ? [new BinaryRepository(address)]
        : throw new BinhostException($"'{text}' is not the address of a binhost", "--binhost", remedy: "write https://host/folder, http://host/folder, file:///folder, a folder or a binrepos.conf");
}
