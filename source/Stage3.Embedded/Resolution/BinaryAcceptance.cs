using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>Whether a binary package may be chosen by what the command says of binary packages. Source: emerge(1).</summary>
internal sealed class BinaryAcceptance(ResolverInput input)
{
    private readonly BinaryRules rules = input.Options.Taken;
    private readonly HashSet<PackageName> asked = [.. input.Requests.Select(request => request.Atom.Name)];

    /// <summary>True where the USE of a binary package must be the configured one.</summary>
    private bool RespectsUse => input.Options.NewUse || input.Options.ChangedUse || (rules.RespectUse ?? input.Options.Binaries != BinaryUse.Only);

    private bool RespectsDependencies => rules.RespectDependencies ?? input.Options.Binaries != BinaryUse.Only;

    /// <summary>Why a binary package is passed over, in words; null where it is not. <paramref name="ebuilds"/> are the visible ones of its name.</summary>
    internal string? Refusal(Candidate binary, IReadOnlyList<Candidate> ebuilds)
    {
        if (rules.Packages.Refusal(binary, "--usepkg") is { } left) return left;
        if (rules.OnlyAsked && !asked.Contains(binary.Id.Name)) return "--nobindeps: it is not asked for itself";
        if (rules.ExcludeLive && binary.IsLive) return "--usepkg-exclude-live: it was built of a live ebuild";
        var ebuild = ebuilds.FirstOrDefault(other => other.Id.Equals(binary.Id) && other.Repository == binary.Repository) ?? ebuilds.FirstOrDefault(other => other.Id.Equals(binary.Id));
        if (rules.NeedEbuild && ebuild is null) return "--use-ebuild-visibility: no ebuild of its version may be used";
        if (input.Options.NewRepository && input.Options.Binaries == BinaryUse.Preferred && ebuilds.Count > 0 && ebuild?.Repository != binary.Repository) return "--newrepo: its ebuild is of another repository now";
        if (input.Options.ChangedSlot && ebuild is not null && !ebuild.Slot.Equals(binary.Slot)) return $"--changed-slot: its ebuild is of slot '{ebuild.Slot}' now";
        if (RespectsUse && ChangedFlags(binary, ebuild) is { Length: > 0 } flags) return $"its USE is not the configured one: {string.Join(' ', flags)}";
        return RespectsDependencies && ebuild is not null && HasChangedDependencies(binary, ebuild) ? "its dependencies are no longer those of its ebuild" : null;
    }

    /// <summary>The flags that would be otherwise if it were built now, as it has them.</summary>
    private string[] ChangedFlags(Candidate binary, Candidate? ebuild)
    {
        var (declared, configured) = ebuild is not null && input.Options.Binaries != BinaryUse.Only ? (ebuild.Declared, ebuild.Enabled) : (binary.Declared, binary.Configured);
        var flags = input.Options.ChangedUse && !input.Options.NewUse
            ? binary.Declared.Where(flag => declared.Contains(flag) && binary.IsEnabled(flag) != configured.Contains(flag))
            : binary.Declared.Union(declared).Where(flag => binary.Declared.Contains(flag) != declared.Contains(flag) || binary.IsEnabled(flag) != configured.Contains(flag));
        return [.. flags.Select(flag => binary.IsEnabled(flag) ? $"{flag}" : $"-{flag}").Order(StringComparer.Ordinal)];
    }

    /// <summary>True where a built package has other dependencies than its ebuild now, with the USE that it was built with.</summary>
    internal bool HasChangedDependencies(Candidate binary, Candidate ebuild)
    {
        DependencyKind[] kinds = input.Options.CountsBuildDependencies ? Enum.GetValues<DependencyKind>() : [DependencyKind.Runtime, DependencyKind.Post, DependencyKind.Install];
        return kinds.Any(kind => !AsWritten(binary.Dependencies(kind), binary).Equals(AsWritten(ebuild.Dependencies(kind), binary)));
    }

    /// <summary>The dependencies with the binary's USE, without what the build wrote into them.</summary>
    private static DependencySpec<Atom> AsWritten(DependencySpec<Atom> spec, Candidate binary) =>
        spec.Reduce(binary.IsEnabled).Select(atom => (atom.Slot is null ? atom : atom.WithSlot(null)).Evaluate(binary.IsEnabled));
}
