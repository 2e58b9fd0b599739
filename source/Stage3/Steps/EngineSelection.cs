using Stage3.Embedded;
using Stage3.Emerge;
using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Signatures;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Picks the engine that fits what is asked for, or says why none does.</summary>
internal static class EngineSelection
{
    public static async Task<IEmerge> SelectAsync(PipelineRequest request, StageSpec spec, Workspace workspace, Assembly? assembly, CancellationToken cancellation)
    {
        var wantsPortage = assembly is null && WantsPortage(request, spec);
        if (request is { Seed: not null, Portage: not null } || (request.Seed is not null && !wantsPortage))
            throw new Stage3Exception("a seed's own Portage builds, so neither another nor the embedded engine can be asked for", $"--seed {request.Seed}", "leave out --portage and --engine embedded, or --seed");
        if (!wantsPortage && request.Scale != BuildScale.Default)
            throw new Stage3Exception("the embedded engine knows neither distcc nor ccache nor MAKEOPTS", $"specification {spec.File}", "name a real Portage with --portage, or leave out --make-jobs, --ccache and --distcc");
        if (wantsPortage && request.UnpackedStore is { } store)
            throw new Stage3Exception("a real Portage unpacks every package itself", $"--unpacked-store {store}", "leave the option out, or choose --engine embedded");
        if (request.Scale.Make is { Shared: true } && request.Seed is null) await MakeVersion.DemandSharingAsync(cancellation);
        var seed = await SeedOpening.OpenAsync(request, workspace, cancellation);
        var keys = assembly is not null ? await assembly.OpenKeysAsync(workspace, cancellation) : request.Sharing.Keys.IsEmpty ? null : await OpenPgpKeyring.MakeAsync(request.Sharing.Keys, workspace.Folder / "trusted-keys", cancellation);
        return wantsPortage
            ? new PortageEmerge(new PortageSettings
            {
                Installation = seed is null ? await PortageSearch.FindAsync(request.Portage, cancellation) : await PortageSearch.FindInAsync(seed, cancellation),
                Seed = seed,
                ReposConf = workspace.ReposConf,
                PkgDir = workspace.PkgDir,
                DistDir = workspace.DistDir,
                Cache = workspace.Cache,
                Temporary = workspace.Temporary,
                Logs = workspace.Logs,
                AllowHostMerge = request.AllowHostMerge,
                Scale = request.Scale with { Binhosts = request.Sharing.Binhosts, Signatures = keys is null ? null : new PortageSignatures { TrustedHome = keys.Home } },
            })
            : new EmbeddedEmerge(new EmbeddedSettings
            {
                ReposConf = workspace.ReposConf,
                PkgDir = workspace.PkgDir,
                DistDir = workspace.DistDir,
                Cache = workspace.Cache,
                Temporary = workspace.Temporary,
                Logs = workspace.Logs,
                Binhosts = assembly?.Binhosts ?? BinhostSet.None,
                Clock = request.Clock,
                Published = request.Sharing.Fetching(workspace.Binhosts),
                TrustedKeys = keys,
                UnpackedStore = request.UnpackedStore,
            });
    }

    private static bool WantsPortage(PipelineRequest request, StageSpec spec) => (request.Engine, spec.Engine) switch
    {
        (EngineChoice.Portage, SpecEngine.Embedded) or (EngineChoice.Embedded, SpecEngine.Portage) => throw new EngineUnavailableException(spec, request.Engine),
        (EngineChoice.Auto, SpecEngine.Any) => request.Portage is not null || request.Seed is not null || IsOnPath,
        var (choice, needed) => choice == EngineChoice.Portage || needed == SpecEngine.Portage,
    };

    private static bool IsOnPath => ProgramPath.Find("emerge", Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath) is not null;
}
