using Stage3.Embedded;
using Stage3.Emerge;
using Stage3.Emerge.Running;
using Stage3.Linux.Processes;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Picks the engine that fits what is asked for, or says why none does.</summary>
internal static class EngineSelection
{
    public static async Task<IEmerge> SelectAsync(PipelineRequest request, StageSpec spec, Workspace workspace, Assembly? assembly, CancellationToken cancellation) =>
        assembly is null && WantsPortage(request, spec)
            ? new PortageEmerge(new PortageSettings
            {
                Installation = await PortageSearch.FindAsync(request.Portage, cancellation),
                ReposConf = workspace.ReposConf,
                PkgDir = workspace.PkgDir,
                DistDir = workspace.DistDir,
                Cache = workspace.Cache,
                Temporary = workspace.Temporary,
                Logs = workspace.Logs,
                AllowHostMerge = request.AllowHostMerge,
            })
            : new EmbeddedEmerge(new EmbeddedSettings
            {
                ReposConf = workspace.ReposConf,
                PkgDir = workspace.PkgDir,
                DistDir = workspace.DistDir,
                Cache = workspace.Cache,
                Temporary = workspace.Temporary,
                Logs = workspace.Logs,
                Binhosts = assembly?.Binhosts ?? BinhostSettings.None,
                Clock = request.Clock,
            });

    private static bool WantsPortage(PipelineRequest request, StageSpec spec) => (request.Engine, spec.Engine) switch
    {
        (EngineChoice.Portage, SpecEngine.Embedded) or (EngineChoice.Embedded, SpecEngine.Portage) => throw new EngineUnavailableException(spec, request.Engine),
        (EngineChoice.Auto, SpecEngine.Any) => request.Portage is not null || IsOnPath,
        var (choice, needed) => choice == EngineChoice.Portage || needed == SpecEngine.Portage,
    };

    private static bool IsOnPath => ProgramPath.Find("emerge", Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath) is not null;
}
