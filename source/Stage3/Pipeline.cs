using Stage3.Linux;
using Stage3.Steps;
using Stage3.Verification;
using Stage3.Workspaces;

namespace Stage3;

/// <summary>
/// The road from a specification to a checked tarball, one method a step. Steps of one pipeline run one after the
/// other; each finds by itself whether there is anything to do.
/// </summary>
public sealed class Pipeline
{
    private readonly PipelineRequest request;
    private readonly Lazy<Task<StageContext>> stage;
    private readonly CancellationToken cancellation;

    private Pipeline(PipelineRequest request, CancellationToken cancellation)
    {
        (this.request, this.cancellation) = (request, cancellation);
        stage = new(() => StageOpening.OpenAsync(request, cancellation));
    }

    /// <summary>A pipeline for a request. Nothing is read or written before the first step.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops whatever step is running, with all that it started.</param>
    public static Pipeline Create(PipelineRequest request, CancellationToken cancellation) => new(request, cancellation);

    /// <summary>Makes the tree's eclasses ROOT-aware, in an overlay of their own.</summary>
    public Task PatchEclassAsync() => Build(context => new PatchEclassStep(context).RunAsync(cancellation));

    /// <summary>Writes make.conf, make.profile and the world for every root.</summary>
    public Task TemplateAsync() => Step(context => new TemplateStep(context).RunAsync(cancellation));

    /// <summary>Builds the world into a throw-away root and keeps the binary packages.</summary>
    public Task PrepareAsync() => Build(context => new PrepareStep(context).RunAsync(cancellation));

    /// <summary>Puts the binary packages where a plain web server serves them.</summary>
    public Task PublishAsync() => Step(context => new PublishStep(context).RunAsync(cancellation));

    /// <summary>Merges what the account tools need into a clean root.</summary>
    public Task BootstrapAsync() => Build(context => new BootstrapStep(context).RunAsync(cancellation));

    /// <summary>Merges the world into the clean root from binary packages only; or assembles it, where it comes from a binhost.</summary>
    public Task MergeAsync() => Step(context => context.Assembly is null ? new MergeStep(context).RunAsync(cancellation) : Assemble(context));

    /// <summary>Makes the clean root, or the one that the request names, from the packages of binhosts and nothing else.</summary>
    public Task AssembleAsync() => Step(Assemble);

    /// <summary>Checks the finished root; or, where the request names one, another root or an archive, for which nothing else is read or made.</summary>
    public Task VerifyChrootAsync() => request is { Chroot: null, Archive: null } ? Step(context => new VerifyChrootStep(context).RunAsync(cancellation)) : ForeignRoot.VerifyAsync(request, cancellation);

    /// <summary>Packs the checked root.</summary>
    public Task PackageAsync() => Step(context => new PackageStep(context).RunAsync(cancellation));

    /// <summary>Builds the stage twice more, in surroundings that differ, and fails unless both are the same byte for byte.</summary>
    public Task ReproduceAsync() => Step(context => new ReproduceStep(context, request).RunAsync(cancellation));

    /// <summary>Compares two stages, roots or lists of contents; needs no specification.</summary>
    public Task DiffAsync() => Task.Run(() => new DiffStep(request).Run(cancellation), cancellation);

    /// <summary>Boots a copy of the packed root and asks it how it is.</summary>
    public Task BootTestAsync() => Step(context => new BootTestStep(context).RunAsync(cancellation));

    /// <summary>Shows what each <c>emerge</c> run would do, and does none of it.</summary>
    public Task PlanAsync() => Step(context => new PlanStep(context, request.Chroot).RunAsync(cancellation));

    /// <summary>Removes everything that was made on the way for this specification; finished tarballs stay.</summary>
    public Task CleanAsync() => Step(context =>
    {
        Folders.Delete(context.Workspace.Folder);
        return Task.CompletedTask;
    });

    // Nothing is built where the root is assembled from what others have built.
    private Task Build(Func<StageContext, Task> step) => Step(context => context.Assembly is null ? step(context) : Task.CompletedTask);

    private Task Assemble(StageContext context) => new AssembleStep(context, context.Assembly!, request.Chroot).RunAsync(cancellation);

    private async Task Step(Func<StageContext, Task> step)
    {
        try
        {
            await step(await stage.Value);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new Stage3Exception(
                denied.Message.TrimEnd('.'),
                denied.Message.Split('\'') is [_, var path, ..] ? path : "a file or folder that is read or written",
                "give yourself the right to it (what root has made may be in the way), or name another place: --work-dir and --output for what is written, --binhost, --tree and --pkg-dir for what is read",
                denied);
        }
    }
}
