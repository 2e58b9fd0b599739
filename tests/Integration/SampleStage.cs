using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// The sample, built once for all tests of this assembly in a folder of its own, from a copy of the tree that tests may
/// edit. Needs root and the host's apt client.
/// </summary>
public sealed class SampleStage : IAsyncLifetime, IDisposable
{
    private readonly Scratch scratch = new();

    internal LogLines Log { get; } = LogLines.Capture();

    internal IReadOnlyList<string> FirstRun { get; private set; } = [];

    internal string HostBefore { get; } = HostAccounts.Digest();

    internal HostPath Folder => HostPath.Parse(scratch.Folder);

    internal HostPath Tree => Folder / "tree";

    internal HostPath Work => Folder / "a work folder";

    internal HostPath Output => Folder / "output";

    internal PipelineRequest Request => new(HostPath.Parse(ProjectRoot.Folder))
    {
        Tree = Tree,
        WorkDir = Work,
        Output = Output,
        Jobs = Jobs.Of(2),
    };

    internal HostPath Tarball => HostPath.Parse(Directory.GetFiles(Output.Value, "*.tar.xz").Single());

    public async Task InitializeAsync()
    {
        if (Need.Missing(Need.Root) is not null) return;
        await CopyFolderAsync(ProjectRoot.File("samples/tree"), Tree);
        await RunAllAsync(Request);
        FirstRun = Log.Take();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => scratch.Dispose();

    internal static async Task RunAllAsync(PipelineRequest request)
    {
        var pipeline = Pipeline.Create(request, CancellationToken.None);
        await pipeline.PatchEclassAsync();
        await pipeline.TemplateAsync();
        await pipeline.PrepareAsync();
        await pipeline.BootstrapAsync();
        await pipeline.MergeAsync();
        await pipeline.VerifyChrootAsync();
        await pipeline.PackageAsync();
    }

    internal static Task CopyFolderAsync(string from, HostPath to) =>
        CliWrap.Cli.Wrap("cp").WithArguments(["-a", "--", from, to.Value]).ExecuteAsync();
}
