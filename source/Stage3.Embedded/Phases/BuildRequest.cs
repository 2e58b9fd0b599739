using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>One package to build from its ebuild, as a value.</summary>
/// <param name="Ebuild">The ebuild.</param>
/// <param name="BuildFolder">A folder for this build alone (PORTAGE_BUILDDIR); what is in it from an earlier build is removed.</param>
/// <param name="DistFolder">DISTDIR; live ebuilds may write to it.</param>
public sealed record BuildRequest(EbuildSource Ebuild, HostPath BuildFolder, HostPath DistFolder)
{
    /// <summary>USE: the flags that are on, IUSE_EFFECTIVE's and the profile's implicit ones.</summary>
    public required ImmutableSortedSet<string> Use { get; init; }

    /// <summary>IUSE_EFFECTIVE: what <c>use</c> may be asked for; anything else is an error. See PMS section 11.1.1.</summary>
    public required ImmutableSortedSet<string> Iuse { get; init; }

    /// <summary>A: names of the archives below DISTDIR that <c>src_unpack</c> unpacks.</summary>
    public ImmutableArray<string> Archives { get; init; } = [];

    /// <summary>Whether <c>src_test</c> runs (FEATURES=test).</summary>
    public bool RunTests { get; init; }

    /// <summary>MERGE_TYPE that the phases see.</summary>
    public MergeType MergeType { get; init; } = MergeType.Source;

    /// <summary>Patches that <c>eapply_user</c> applies, in order.</summary>
    public ImmutableArray<HostPath> UserPatches { get; init; } = [];

    /// <summary>Versions of the same slot that a merge of this build will replace (REPLACING_VERSIONS, PVR each).</summary>
    public ImmutableArray<string> ReplacingVersions { get; init; } = [];
}
