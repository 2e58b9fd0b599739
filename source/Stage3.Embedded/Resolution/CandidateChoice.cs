using Stage3.Portage.Atoms;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Chooses the package for an atom, as emerge does: what is in the plan already, what is installed and may stay, or the best
/// that can be merged. It changes nothing.
/// </summary>
internal sealed class CandidateChoice(ResolverOptions options, CandidateIndex index, Attempt attempt, IReadOnlyDictionary<(PackageName Name, string Slot), PackageNode> planned)
{
    /// <summary>The package for the atom that <paramref name="by"/> needs, or a request asks for; null where there is none. <paramref name="siblings"/> are atoms of the same name that one package should meet too; <paramref name="depth"/> is how far below what is asked for it is.</summary>
    internal Candidate? Choose(Atom atom, Chooser? by, IReadOnlyList<Atom> siblings, int depth)
    {
        var stays = Stays(atom, by, siblings, out var settled);
        if (settled is not null) return settled;
        var best = Best(atom, siblings) ?? (siblings.Count > 0 ? Best(atom, []) : null);
        if (best is null) return stays;
        if (stays is not null && Keeps(stays, best, atom, by is null, depth)) return stays;
        return Planned(best) is { } other && atom.Matches(other) ? other : best;
    }

    /// <summary>The package in the plan of the candidate's slot.</summary>
    internal Candidate? Planned(Candidate candidate) =>
        planned.TryGetValue((candidate.Id.Name, candidate.Slot.Name), out var node) ? node.Package : null;

    /// <summary>
    /// The best that can be merged for an atom; installed ones do not count. An ebuild whose only fault is its USE is not
    /// passed over for an older version: USE is the user's to change, and an old version is no answer to that. So does emerge.
    /// </summary>
    internal Candidate? Best(Atom atom, IReadOnlyList<Atom> siblings)
    {
        foreach (var candidate in index.Usable(atom.Name))
        {
            if (!atom.MatchesIgnoringUse(candidate) || attempt.IsExcluded(candidate) || !siblings.All(sibling => sibling.MatchesIgnoringUse(candidate))) continue;
            if (atom.Matches(candidate) && siblings.All(sibling => sibling.Matches(candidate))) return candidate;
            // A flag that it does not have at all nobody can change.
            if (candidate.Origin == CandidateOrigin.Source && !atom.LacksFlag(candidate)) return null;
        }

        return null;
    }

    /// <summary>The installed package that meets the atom; <paramref name="settled"/> where the plan replaces it: by another that meets it too, or by what asks.</summary>
    private Candidate? Stays(Atom atom, Chooser? by, IReadOnlyList<Atom> siblings, out Candidate? settled)
    {
        settled = null;
        foreach (var candidate in index.Installed(atom.Name))
        {
            if (options.EmptyTree && !index.IsExcluded(candidate)) continue;
            if (!atom.Matches(candidate) || !siblings.All(sibling => sibling.Matches(candidate))) continue;
            var other = Planned(candidate);
            if (other is null && !attempt.Rebuilt.Contains(candidate)) return candidate;
            if (other is null) continue;
            // What is built to replace it needs it only until then.
            var isBuiltWithIt = by is { ToBuild: true } && by.Value.Package == other;
            if (!isBuiltWithIt && !atom.Matches(other)) continue;
            settled = isBuiltWithIt ? candidate : other;
            return null;
        }

        return null;
    }

    private bool Keeps(Candidate installed, Candidate best, Atom atom, bool isRequest, int depth)
    {
        var asked = isRequest || index.IsAsked(installed);
        if ((asked && !options.IsSelective) || index.IsReinstalled(best)) return false;
        if (options.FollowsBuildTimes && best is { Origin: CandidateOrigin.Binary, Build.Time: > 0 } && best.Build.Time != installed.Build.Time) return false;
        if (!asked && !options.Reaches(depth)) return true;
        if ((options.NewUse || options.ChangedUse) && SameVersion(installed, atom) is { } same && UseDiffers(installed, same)) return false;
        if (options.BuildsMissingBinaries && index.LacksBinary(installed)) return false;
        if (options.NewRepository && best.Id.Equals(installed.Id) && best.Repository != installed.Repository) return false;
        if (index.IsOutdated(installed)) return false;
        if (!options.Update) return true;
        var order = best.Id.Version.CompareTo(installed.Id.Version);
        return order == 0 ? installed.Hindrances.IsEmpty && (best.Slot.Equals(installed.Slot) || !index.MayStay(installed) && best.Slot.Name == installed.Slot.Name)
            : order < 0 && index.MayStay(installed);
    }

    private Candidate? SameVersion(Candidate installed, Atom atom) =>
        index.Usable(installed.Id.Name).FirstOrDefault(candidate => candidate.Id.Equals(installed.Id) && atom.Matches(candidate) && !attempt.IsExcluded(candidate));

    private bool UseDiffers(Candidate installed, Candidate candidate) => options.NewUse ? installed.HasOtherUse(candidate) : installed.HasChangedUse(candidate);
}
