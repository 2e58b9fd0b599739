using System.Collections.Immutable;
using System.Globalization;
using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Portage.BinaryPackages;

/// <summary>What is known when a package has been built, to be put down as Portage does: dependencies with their conditions settled, slots bound.</summary>
/// <param name="Package">The ebuild under the configuration that it was built with.</param>
/// <param name="BuildTime">When the build began, seconds since 1970.</param>
/// <param name="BuildId">Which build of the version it is, from 1.</param>
/// <param name="Size">The sum of the sizes of the image's files, bytes, each file once however many names it has.</param>
/// <param name="Origin">What it was built from.</param>
public sealed record BuildRecord(ConfiguredPackage Package, long BuildTime, int BuildId, long Size, BuildOrigin Origin)
{
    private static readonly ImmutableArray<string> Toolchain =
        ["CBUILD", "CC", "CFLAGS", "CHOST", "CTARGET", "CXX", "CXXFLAGS", "LDFLAGS", "FEATURES"];

    private const string EmptyChoice = "__const__/empty-any-of";

    /// <summary>The saved environment, compressed by bzip2.</summary>
    public required ImmutableArray<byte> Environment { get; init; }

    /// <summary>The text of the ebuild.</summary>
    public required ImmutableArray<byte> Ebuild { get; init; }

    /// <summary>The slot of the installed package that an atom with <c>:=</c> was built against; null where none is installed.</summary>
    public required Func<Atom, Slot?> SlotOf { get; init; }

    /// <summary>The metadata of the binary package.</summary>
    public BuildInfo ToBuildInfo()
    {
        var metadata = Package.Metadata;
        var info = Toolchain.Aggregate(BuildInfo.Empty, (each, key) => each.With(key, Package.PhaseVariables.GetValueOrDefault(key)))
            .With(BuildInfoKeys.Category, Package.Id.Name.Category)
            .With(BuildInfoKeys.Pf, Package.Id.NameAndVersion)
            .With(BuildInfoKeys.Eapi, metadata.Eapi.ToString())
            .With(BuildInfoKeys.Slot, metadata.Slot.ToString())
            .With("DESCRIPTION", metadata.Description)
            .With("HOMEPAGE", metadata.Homepage.ToString())
            // Empty is not absent: no flags are known.
            .With(BuildInfoKeys.IUse, [.. System.Text.Encoding.UTF8.GetBytes($"{string.Join(' ', metadata.Iuse)}\n")])
            .With(BuildInfoKeys.Keywords, string.Join(' ', metadata.Keywords))
            .With(BuildInfoKeys.DefinedPhases, metadata.DefinedPhases is not { } phases ? null : phases.IsEmpty ? "-" : string.Join(' ', phases))
            .With(BuildInfoKeys.Inherited, string.Join(' ', metadata.Inherited))
            .With(BuildInfoKeys.Repository, Package.Repository?.ToString())
            .With(BuildInfoKeys.License, Settled(metadata.License, EmptyChoice))
            .With(BuildInfoKeys.Restrict, Settled(metadata.Restrict, EmptyChoice))
            .With(BuildInfoKeys.Properties, Settled(metadata.Properties, EmptyChoice))
            .With(BuildInfoKeys.BuildTime, BuildTime.ToString(CultureInfo.InvariantCulture))
            .With(BuildInfoKeys.BuildId, BuildId.ToString(CultureInfo.InvariantCulture))
            .With(BuildInfoKeys.Size, Size.ToString(CultureInfo.InvariantCulture))
            .With(BuildInfoKeys.BuiltFrom, Origin.Digest.Hex)
            .With(BuildInfoKeys.Environment, Environment)
            .With($"{Package.Id.NameAndVersion}.ebuild", Ebuild)
            // Empty is not absent: no flags were on.
            .With(BuildInfoKeys.Use, [.. System.Text.Encoding.UTF8.GetBytes($"{string.Join(' ', Package.Use)}\n")]);
        if (metadata.Eapi.HasProfileIuseInjection) info = info.With(BuildInfoKeys.IUseEffective, string.Join(' ', Package.IuseEffective));
        // As autoconf has it: what builds is what it is built for, unless it is named.
        if (info["CBUILD"] is null) info = info.With("CBUILD", info[BuildInfoKeys.Chost]);
        // Portage marks what it does not strip.
        if (metadata.Restrict.Flatten(Package.IsEnabled).Contains("strip")) info = info.With("DEBUGBUILD", ImmutableArray<byte>.Empty);
        return Dependencies(metadata).Aggregate(info, (each, pair) => each.With(pair.Key, pair.Value));
    }

    private Dictionary<string, string> Dependencies(EbuildMetadata metadata) => new()
    {
        ["BDEPEND"] = Settled(metadata.BuildHostDependencies.Select(Bound), Atom.Parse(EmptyChoice)),
        ["DEPEND"] = Settled(metadata.BuildDependencies.Select(Bound), Atom.Parse(EmptyChoice)),
        ["IDEPEND"] = Settled(metadata.InstallDependencies.Select(Bound), Atom.Parse(EmptyChoice)),
        ["PDEPEND"] = Settled(metadata.PostDependencies.Select(Bound), Atom.Parse(EmptyChoice)),
        ["RDEPEND"] = Settled(metadata.RuntimeDependencies.Select(Bound), Atom.Parse(EmptyChoice)),
    };

    private Atom Bound(Atom atom)
    {
        var settled = atom.Evaluate(Package.IsEnabled);
        return settled.Slot is { Operator: SlotOperator.Bound, IsBuilt: false } && SlotOf(settled) is { } slot
            ? settled.WithSlot(SlotDependency.Built(slot))
            : settled;
    }

    // A choice that USE has emptied is met up to EAPI 6; after that Portage writes a package down that nobody has.
    private string Settled<T>(DependencySpec<T> spec, T emptyChoice)
        where T : notnull => spec.Reduce(Package.IsEnabled)
            .ReplaceEmptyChoices(Package.Metadata.Eapi.EmptyGroupsAreMet ? [] : [new DependencyLeaf<T>(emptyChoice)]).ToString();
}
