using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// The <c>pkg_*</c> phases of one built package, one after the other in its saved environment: what one phase leaves in
/// it the next one finds (PMS 11.2).
/// </summary>
internal sealed class PackagePhases
{
    private readonly BuildInfo info;
    private readonly PhaseRunner runner;
    private readonly HostPath folder;
    private readonly ImmutableArray<string> defined;

    // Unpacked by this run, whatever file is there: that may be what a run left that was ended from outside, half written.
    private Task? extraction;

    // Only then is the environment another one than the package came with.
    private bool haveRun;

    /// <summary>The phases of a package with this metadata.</summary>
    /// <param name="package">What it is.</param>
    /// <param name="info">Its metadata, with the saved environment.</param>
    /// <param name="runners">Makes the runner.</param>
    /// <param name="folder">A folder for these phases alone.</param>
    public PackagePhases(PackageId package, BuildInfo info, PhaseRunners runners, HostPath folder)
    {
        (Package, this.info, this.folder) = (package, info, folder);
        runner = runners.With(ImmutableSortedDictionary<string, string>.Empty);
        defined = [.. (info[BuildInfoKeys.DefinedPhases] ?? "-").Split(' ').Where(word => word != "-")];
    }

    /// <summary>What it is.</summary>
    public PackageId Package { get; }

    /// <summary>How the package comes to ROOT.</summary>
    public MergeType MergeType { get; init; } = MergeType.Binary;

    /// <summary>REPLACING_VERSIONS.</summary>
    public ImmutableArray<string> Replacing { get; init; } = [];

    /// <summary>REPLACED_BY_VERSION.</summary>
    public string ReplacedBy { get; init; } = "";

    private HostPath Environment => folder / "environment";

    /// <summary>Whether the package has the phase.</summary>
    public bool Defines(Phase phase) => defined.Contains(phase.ShortName());

    /// <summary>Whether its removal runs phases in what <c>pkg_postinst</c> leaves.</summary>
    public bool IsAskedOnRemoval => Defines(Phase.PreRm) || Defines(Phase.PostRm);

    /// <summary>Begins to unpack the environment of a package whose phases will run, so that the first of them need not wait for it.</summary>
    public void Begin() => extraction ??= Task.Run(Extract);

    /// <summary>Runs those of the phases that the package has; where it has none, no shell is started.</summary>
    public async Task RunAsync(ImmutableArray<Phase> phases, HostPath? image, CancellationToken cancellation)
    {
        if (!phases.Any(Defines)) return;
        Begin();
        await extraction!;
        haveRun = true;
        await runner.RunAsync(
            new PackagePhaseRequest(Package, Environment, phases, defined, folder / "run")
            {
                Image = image,
                MergeType = MergeType,
                ReplacingVersions = Replacing,
                ReplacedByVersion = ReplacedBy,
                // After the last phase of an installation only those of the removal ask for it.
                SaveTo = phases is [Phase.PostRm] || (phases is [Phase.PostInst] && !IsAskedOnRemoval) ? null : Environment,
            },
            cancellation);
    }

    /// <summary>The metadata for the database: with the environment as the phases have left it.</summary>
    public BuildInfo Record() => haveRun ? info.With(BuildInfoKeys.Environment, SavedEnvironment.Compress(Environment)) : info;

    private void Extract()
    {
        folder.EnsureFolder();
        SavedEnvironment.Extract(info, Package, Environment);
    }
}
