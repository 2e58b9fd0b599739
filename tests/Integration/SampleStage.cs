using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// The sample, built once for all tests of this assembly in a folder of its own, from copies of tree, patches and
/// specification that tests may edit. Needs root and the host's apt client.
/// </summary>
public sealed class SampleStage : IAsyncLifetime, IDisposable
{
    internal const string Apt = "apt-get";

    private readonly Scratch scratch = new();

    internal LogLines Log { get; } = LogLines.Capture();

    /// <summary>What was said while it was built, and when the same was asked for once more.</summary>
    internal IReadOnlyList<string> FirstRun { get; private set; } = [];

    internal IReadOnlyList<string> SecondRun { get; private set; } = [];

    /// <summary>The tarball of the first run.</summary>
    internal HostPath Tarball { get; private set; } = HostPath.Parse("/nowhere");

    /// <summary>The tarball of the first run, read before any test could touch anything.</summary>
    internal RootListing Packed { get; private set; } = null!;

    /// <summary>The chroot of the first run.</summary>
    internal RootListing Chroot { get; private set; } = null!;

    internal string HostBefore { get; } = HostAccounts.Digest();

    internal HostPath Folder => HostPath.Parse(scratch.Folder);

    internal HostPath Work => Folder / "a work folder";

    /// <summary>The folder of the sample's own specification, below the work folder.</summary>
    internal HostPath Stage => Work / "sample";

    internal PipelineRequest Request => RequestFor("sample");

    public async Task InitializeAsync()
    {
        if ((Need.Missing(Need.Root) ?? Need.Missing(Apt)) is not null) return;
        await CopyAsync(ProjectRoot.File("samples/tree"), Folder / "tree");
        await CopyAsync(ProjectRoot.File("patches"), Folder / "patches");
        WriteSpec("sample");
        FirstRun = await RunAllAsync(Request);
        Tarball = HostPath.Parse(Directory.GetFiles(Request.Output.Value, "*.tar.xz").Single());
        Packed = RootListing.OfTarball(Tarball);
        Chroot = RootListing.OfFolder(Stage / "chroot");
        SecondRun = await RunAllAsync(Request);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => scratch.Dispose();

    /// <summary>
    /// A stage of another name in the same work folder, so that nothing is fetched again; with the packages that the
    /// sample was built of, so that only what differs is built.
    /// </summary>
    internal async Task<PipelineRequest> VariantAsync(string name)
    {
        WriteSpec(name);
        await CopyAsync((Stage / "packages").Value, Work / name / "packages");
        return RequestFor(name);
    }

    /// <summary>A copy of the tree in which one ebuild has further lines.</summary>
    internal async Task<HostPath> TreeWithAsync(string name, string package, string lines)
    {
        var tree = Folder / "trees" / name;
        await CopyAsync((Folder / "tree").Value, tree);
        await File.AppendAllTextAsync(Ebuild(tree, package), "\n" + lines + "\n");
        return tree;
    }

    internal static string Ebuild(HostPath tree, string package) => Directory.GetFiles((tree / package).Value, "*.ebuild").Single();

    /// <summary>Runs all steps, and answers what was said.</summary>
    internal async Task<IReadOnlyList<string>> RunAllAsync(PipelineRequest request)
    {
        Log.Take();
        var pipeline = Pipeline.Create(request, CancellationToken.None);
        await pipeline.PatchEclassAsync();
        await pipeline.TemplateAsync();
        await pipeline.PrepareAsync();
        await pipeline.BootstrapAsync();
        await pipeline.MergeAsync();
        await pipeline.VerifyChrootAsync();
        await pipeline.PackageAsync();
        return Log.Take();
    }

    internal static Task CopyAsync(string from, HostPath to)
    {
        to.Parent.EnsureFolder();
        return CliWrap.Cli.Wrap("cp").WithArguments(["-a", "--", from, to.Value]).ExecuteAsync();
    }

    /// <summary>The sample's specification under another name; it is packed with little effort, to save time.</summary>
    internal HostPath WriteSpec(string name, Func<string, string>? edit = null)
    {
        var text = File.ReadAllText(ProjectRoot.File("specs/sample.json"))
            .Replace("\"name\": \"sample\"", $"\"name\": \"{name}\"", StringComparison.Ordinal)
            .Replace("\"compression\": \"xz\"", "\"compression\": \"xz\", \"level\": 0", StringComparison.Ordinal);
        return HostPath.Parse(scratch.Write($"specs/{name}.json", edit?.Invoke(text) ?? text));
    }

    private PipelineRequest RequestFor(string name) => new(HostPath.Parse(ProjectRoot.Folder))
    {
        Spec = Folder / "specs" / $"{name}.json",
        Tree = Folder / "tree",
        Patches = Folder / "patches",
        WorkDir = Work,
        Output = Folder / "output" / name,
        Jobs = Jobs.Of(2),
    };
}
