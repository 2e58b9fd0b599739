using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Scaling;
using Stage3.Invocation;

/// <summary>A real Portage as the engine, and what it builds with. See docs/scale-out.md.</summary>
sealed partial class Build
{
    [Parameter("A real Portage to build with: a checkout, or the prefix of an installation. By default the emerge on PATH, where there is one")]
    readonly AbsolutePath? Portage;

    [Parameter("Let a real Portage merge build tools into the running system")]
    readonly bool AllowHostMerge;

    [Parameter("A stage tarball whose own Portage builds, for a machine that is no Gentoo; its .DIGESTS or .sha256 must lie beside it")]
    readonly AbsolutePath? Seed;

    [Parameter("Files with OpenPGP public keys, parted by spaces: the seed, or its digests, must be signed by one. By default digests are enough")]
    readonly AbsolutePath[]? SeedKey;

    [Parameter("How many packages at once. By default one a processor"), Range(1, 1024)]
    readonly int Jobs = Environment.ProcessorCount;

    [Parameter("The load from which on neither a further package nor a further job of make is begun, such as 7.5. By default load does not count")]
    readonly string? LoadAverage;

    [Parameter("How many GiB a real Portage's PORTAGE_TMPDIR must have left for a further package beside others; 0 for none. By default Portage's own choice, 18 in newer versions"), Range(0, 1024)]
    readonly int? JobsFreeGigabytes;

    [Parameter("How many jobs make runs within a package. By default Portage's own choice"), Range(1, 1024)]
    readonly int? MakeJobs;

    [Parameter("Let all packages share --make-jobs, by make's job server: GNU make 4.4 or newer")]
    readonly bool ShareMakeJobs;

    [Parameter("Where ccache keeps what was compiled. By default ccache is not used")]
    readonly AbsolutePath? Ccache;

    [Parameter("How many gigabytes ccache may keep. By default its own choice"), Range(1, 100_000)]
    readonly int? CcacheGigabytes;

    [Parameter("Machines to compile on with distcc, parted by spaces, each as host[:port][/limit][,lzo][,cpp]")]
    readonly string[]? Distcc;

    [Parameter("Let distcc send headers too, so that nothing is preprocessed here")]
    readonly bool DistccPump;

    Jobs PackageJobs => ScaleWords.Jobs(Jobs, LoadAverage, JobsFreeGigabytes);

    BuildScale Scale => ScaleWords.Scale(MakeJobs, ShareMakeJobs, LoadAverage, Ccache.AsHostPath(), CcacheGigabytes, Distcc, DistccPump);
}
