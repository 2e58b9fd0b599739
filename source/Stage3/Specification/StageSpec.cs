using System.Collections.Immutable;
using Stage3.Chroot.Contract;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Specification;

/// <summary>What one stage tarball is made of: a specification file, read and found right. See specs/stage-spec.schema.json.</summary>
public sealed record StageSpec
{
    /// <summary>The file it was read from.</summary>
    public required HostPath File { get; init; }

    /// <summary>Short name; the work folder carries it.</summary>
    public required string Name { get; init; }

    /// <summary>Gentoo's keyword of the architecture.</summary>
    public required string Arch { get; init; }

    /// <summary>Which engine can carry it out.</summary>
    public required SpecEngine Engine { get; init; }

    /// <summary>The ebuild repository that it names.</summary>
    public required HostPath Tree { get; init; }

    /// <summary>The profile, relative to the tree's <c>profiles/</c>.</summary>
    public required string Profile { get; init; }

    /// <summary>USE of make.conf, a minus before flags that are off.</summary>
    public required ImmutableArray<string> Use { get; init; }

    /// <summary>Further variables of make.conf, in order.</summary>
    public required ImmutableArray<MakeConfVariable> MakeConf { get; init; }

    /// <summary>The world.</summary>
    public required ImmutableArray<PackageSelector> World { get; init; }

    /// <summary>What is merged first, without dependencies, in this order.</summary>
    public required ImmutableArray<PackageSelector> Bootstrap { get; init; }

    /// <summary>Binhosts that the root can be assembled from, by priority.</summary>
    public ImmutableArray<string> Binhosts { get; init; } = [];

    /// <summary>Whose signature the packages of <see cref="Binhosts"/> must bear; empty asks for none.</summary>
    public ImmutableArray<BinhostKey> BinhostKeys { get; init; } = [];

    /// <summary>The system set where no tree is there to say it: atoms.</summary>
    public ImmutableArray<string> System { get; init; } = [];

    /// <summary>Lines of <c>package.use</c>.</summary>
    public required ImmutableArray<string> PackageUse { get; init; }

    /// <summary>Lines of <c>package.accept_keywords</c>.</summary>
    public required ImmutableArray<string> PackageAcceptKeywords { get; init; }

    /// <summary>Lines of <c>package.mask</c>.</summary>
    public required ImmutableArray<string> PackageMask { get; init; }

    /// <summary>Lines of <c>package.unmask</c>.</summary>
    public required ImmutableArray<string> PackageUnmask { get; init; }

    /// <summary>The accounts that the finished root must hold.</summary>
    public required AccountContract Accounts { get; init; }

    /// <summary>How the finished root is judged.</summary>
    public VerifySpec Verify { get; init; } = VerifySpec.Default;

    /// <summary>The tarball.</summary>
    public required ArchiveSpec Archive { get; init; }
}
