using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Resolution;

/// <summary>Words for why packages are not taken for an atom: what comes nearest first.</summary>
internal sealed class Rejections(CandidateIndex index, Attempt attempt)
{
    /// <summary>As many rejected candidates as a reader takes in.</summary>
    private const int MaximumListed = 12;

    /// <summary>One line for each package that the atom speaks of, one for all other versions.</summary>
    internal IEnumerable<string> Of(Atom atom)
    {
        var all = index.All(atom.Name).ToArray();
        if (all.Length == 0) return [$"no package '{atom.Name}' is known"];
        var (near, far) = (all.Where(candidate => atom.MatchesVersion(candidate.Id)).ToArray(), all.Where(candidate => !atom.MatchesVersion(candidate.Id)).ToArray());
        return
        [
            .. near.Take(MaximumListed).Select(candidate => $"{Name(candidate)}: {Why(candidate, atom)}"),
            .. near.Length > MaximumListed ? [$"and {near.Length - MaximumListed} more"] : (string[])[],
            .. far.Length > 0 ? [$"{(near.Length == 0 ? "there are only" : "other versions:")} {Listed(far)}"] : (string[])[],
        ];
    }

    /// <summary>Why no package is taken for a library: all that have it, in whatever version.</summary>
    internal IEnumerable<string> OfLibrary(Soname soname) => index.Sonames.Providers(soname) is { Length: > 0 } names
        ? names.SelectMany(name => Of(Atom.Providing(name, soname)))
        : ["no package is known that has it, and soname.provided does not name it"];

    /// <summary>Why an alternative of a choice cannot be had: of its first atom that cannot be met.</summary>
    internal IEnumerable<string> OfAlternative(DependencyNode<Atom> part, Func<Atom, Atom> settle)
    {
        foreach (var atom in new DependencySpec<Atom>([part]).Leaves.Select(settle).Where(atom => atom.Blocks == Blocking.None))
        {
            if (index.Usable(atom.Name).Any(candidate => atom.Matches(candidate) && !attempt.IsExcluded(candidate)) || index.Installed(atom.Name).Any(atom.Matches)) continue;
            return Of(atom).Select(line => $"'{part}': {line}");
        }

        return [$"'{part}': it could be had, and is needed otherwise or leads to another problem"];
    }

    /// <summary>A package, and where it would come from.</summary>
    internal static string Name(Candidate candidate) => $"{candidate}{(candidate.Origin switch
    {
        CandidateOrigin.Binary => candidate.Build.Binhost is { } binhost ? $" (binary, {binhost})" : " (binary)",
        CandidateOrigin.Installed => " (installed)",
        _ => "",
    })}";

    private static string Listed(Candidate[] candidates)
    {
        var versions = candidates.Select(candidate => candidate.Id.Version.ToString()).Distinct().ToArray();
        return string.Join(", ", versions.Take(MaximumListed)) + (versions.Length > MaximumListed ? $" and {versions.Length - MaximumListed} more" : "");
    }

    private string Why(Candidate candidate, Atom atom)
    {
        if (atom.BuildId is { } build && build != candidate.BuildId) return $"build {candidate.BuildId}, not {build}";
        if (atom.Slot is { } slot && !slot.Matches(candidate.Slot)) return $"slot '{candidate.Slot}' is not ':{slot}'";
        if (atom.Repository is { } repository && repository != candidate.Repository) return $"it is not in repository '{repository}'";
        if (atom.Soname is { } soname && !candidate.Provides(soname)) return Libraries(candidate, soname.Category);
        if (!candidate.Hindrances.IsEmpty) return string.Join("; ", candidate.Hindrances);
        if (index.Refusal(candidate) is { } refusal) return refusal;
        if (!candidate.UnmetRequiredUse.IsEmpty) return $"REQUIRED_USE: {string.Join("; ", candidate.UnmetRequiredUse)}";
        if (atom.FirstUnmetUse(candidate) is { } use) return $"USE: {use}{Remedy(candidate, atom)}";
        return attempt.IsExcluded(candidate) ? "it leads to another problem" : "a newer one would do but for its USE";
    }

    private static string Libraries(Candidate candidate, string category)
    {
        var names = candidate.Build.Provides.Where(soname => soname.Category == category).Select(soname => soname.Name).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? $"it has no library of {category}" : $"it has {string.Join(", ", names.Take(MaximumListed))}{(names.Length > MaximumListed ? $" and {names.Length - MaximumListed} more" : "")}";
    }

    /// <summary>How it would do; nothing where it has not got the flags.</summary>
    private static string Remedy(Candidate candidate, Atom atom)
    {
        if (atom.LacksFlag(candidate)) return "";
        var flags = string.Join(' ', atom.UnmetUse(candidate).Select(use => $"{(use.Kind == UseDependencyKind.Enabled ? "" : "-")}{use.Flag}").Order(StringComparer.Ordinal));
        return candidate.Origin == CandidateOrigin.Source ? $"; it would do with '={candidate.Id} {flags}' in package.use" : $"; it would do built with USE=\"{flags}\"";
    }
}
