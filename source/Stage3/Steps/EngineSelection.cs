using Stage3.Embedded;
using Stage3.Emerge;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Picks the engine that fits what is asked for, or says why none does.</summary>
internal static class EngineSelection
{
    public static IEmerge Select(PipelineRequest request, StageSpec spec, Workspace workspace) =>
        request.Engine == EngineChoice.Portage || spec.Engine == SpecEngine.Portage
            ? throw new EngineUnavailableException(spec, request.Engine)
            : new EmbeddedEmerge(new EmbeddedSettings
            {
                ReposConf = workspace.ReposConf,
                PkgDir = workspace.PkgDir,
                DistDir = workspace.DistDir,
                Cache = workspace.Cache,
                Temporary = workspace.Temporary,
                Logs = workspace.Logs,
                Clock = request.Clock,
            });
}
