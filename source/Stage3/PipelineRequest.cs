using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Scaling;
using Stage3.Linux;
using Stage3.Packaging;
using Stage3.Reproducing;
using Stage3.Sharding;

namespace Stage3;

/// <summary>What somebody asks of the pipeline: the choices of the command line, read but not yet looked up.</summary>
/// <param name="Project">The checkout, with <c>specs/</c>, <c>patches/</c> and <c>samples/</c>.</param>
public sealed record PipelineRequest(HostPath Project)
{
    /// <summary>The specification; null for the sample.</summary>
    public HostPath? Spec { get; init; }

    /// <summary>The ebuild repository; null for the one that the specification names.</summary>
    public HostPath? Tree { get; init; }

    /// <summary>Where everything on the way is made.</summary>
    public HostPath WorkDir { get; init; } = Project / "work";

    /// <summary>Binary packages; null for a folder below the work folder.</summary>
    public HostPath? PkgDir { get; init; }

    /// <summary>Where finished tarballs go.</summary>
    public HostPath Output { get; init; } = Project / "output";

    /// <summary>The patch series; null builds with the tree's eclasses as they are, which shows why the patch is needed.</summary>
    public HostPath? Patches { get; init; } = Project / "patches";

    /// <summary>Which engine is wanted.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.Auto;

    /// <summary>A real Portage, a checkout or the prefix of an installation; null for the <c>emerge</c> on PATH.</summary>
    public HostPath? Portage { get; init; }

    /// <summary>A stage tarball whose Portage builds, for a machine that is no Gentoo; null for this machine's own.</summary>
    public HostPath? Seed { get; init; }

    /// <summary>Files with OpenPGP public keys: the seed, or the digests beside it, must be signed by one of them. Empty asks for digests alone.</summary>
    public ImmutableArray<HostPath> SeedKeys { get; init; } = [];

    /// <summary>Lets a real Portage merge build tools into the running system.</summary>
    public bool AllowHostMerge { get; init; }

    /// <summary>How many packages are built at once.</summary>
    public Jobs Jobs { get; init; } = Jobs.One;

    /// <summary>Binhosts that the root is assembled from, instead of built from a tree; by priority. Empty for those of the specification, where it is to be assembled.</summary>
    public ImmutableArray<string> Binhosts { get; init; } = [];

    /// <summary>What Assemble takes: <c>all</c>, atoms and sets; empty for the system and the world of the specification.</summary>
    public ImmutableArray<string> World { get; init; } = [];

    /// <summary>True where the root is assembled from binhosts whatever this machine could build.</summary>
    public bool Assembles { get; init; }

    /// <summary>Stores of packages that others have fetched already: looked into, never written.</summary>
    public ImmutableArray<HostPath> SharedStores { get; init; } = [];

    /// <summary>Where unpacked packages are kept, on the file system of the roots; null keeps none.</summary>
    public HostPath? UnpackedStore { get; init; }

    /// <summary>What makes a real Portage build on more than one processor and one machine.</summary>
    public BuildScale Scale { get; init; } = BuildScale.Default;

    /// <summary>How packages are shared with other machines.</summary>
    public SharingRequest Sharing { get; init; } = SharingRequest.None;

    /// <summary>A root to verify instead of the pipeline's own: any folder with a system in it.</summary>
    public HostPath? Chroot { get; init; }

    /// <summary>As <see cref="Chroot"/>, but a tarball.</summary>
    public HostPath? Archive { get; init; }

    /// <summary>The findings that fail VerifyChroot, or the changes that fail Diff.</summary>
    public FailureBar FailOn { get; init; } = FailureBar.Default;

    /// <summary>What Diff compares: an archive, a root or a list of contents.</summary>
    public HostPath? Old { get; init; }

    /// <summary>What Diff compares <see cref="Old"/> with.</summary>
    public HostPath? New { get; init; }

    /// <summary>How many builds Reproduce makes: two or more.</summary>
    public int Builds { get; init; } = 2;

    /// <summary>How much time goes into a small tarball.</summary>
    public CompressionEffort Compression { get; init; } = CompressionEffort.Default;

    /// <summary>The OpenPGP key to sign the tarball with, as gpg(1) names keys; null leaves it unsigned.</summary>
    public string? SigningKey { get; init; }

    /// <summary>What <c>SOURCE_DATE_EPOCH</c> says: seconds since 1970; null where it is not set.</summary>
    public string? SourceDateEpoch { get; init; } = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");

    /// <summary>Tells the time for the tarball's name, and for what packages say of their build.</summary>
    public TimeProvider Clock { get; init; } = ShiftedClock.OfEnvironment();
}
