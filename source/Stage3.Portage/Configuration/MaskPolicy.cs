using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;
using Stage3.Portage.Profiles;

namespace Stage3.Portage.Configuration;

/// <summary>package.mask and package.unmask of repositories, profile and user (PMS 4.4, 5.2.8; portage(5)). One unmasking rule outweighs all masks.</summary>
internal sealed class MaskPolicy
{
    private readonly Dictionary<RepositoryName, PackageRules> repositories = [];
    private readonly Dictionary<RepositoryName, PackageRules> repositoryUnmasks = [];
    private readonly PackageRules masks;
    private readonly PackageRules unmasks;

    public MaskPolicy(ConfigurationSource source, ProfileChain profile, List<ConfigurationProblem> profileProblems, List<ConfigurationProblem> userProblems)
    {
        var user = source.ConfigRoot / "etc/portage";
        var removed = ListFile.Read(user / "package.mask").Where(line => line.Text[0] == '-').Select(line => line.Text[1..]).ToHashSet(StringComparer.Ordinal);
        foreach (var repository in source.Repositories.All)
        {
            // The user can take back a repository's masks; profiles can take back only those of profiles.
            var lines = source.Repositories.Masters(repository).Append(repository).SelectMany(each => ListFile.Read(each.Profiles / "package.mask"));
            var kept = Stack(lines).Where(line => !removed.Contains(line.Text) && !removed.Contains($"{line.Text}::{repository.Name}"));
            repositories[repository.Name] = PackageRules.Parse(kept, AtomSyntax.User, false, profileProblems);
            repositoryUnmasks[repository.Name] = PackageRules.Parse(Stack(ListFile.Read(repository.Profiles / "package.unmask")), AtomSyntax.User, false, profileProblems);
        }

        masks = Both(profile.Lines("package.mask"), ListFile.Read(user / "package.mask"), profileProblems, userProblems);
        unmasks = Both(profile.Lines("package.unmask"), ListFile.Read(user / "package.unmask"), profileProblems, userProblems);
    }

    /// <summary>Null where nothing masks the package or something unmasks it.</summary>
    public MaskReason? ReasonAgainst(PackageQuery package)
    {
        var rule = Of(repositories, package).Concat(masks.Matching(package)).LastOrDefault();
        if (rule is null || Of(repositoryUnmasks, package).Concat(unmasks.Matching(package)).Any()) return null;
        return new(MaskKind.PackageMask, $"package.mask has {rule.Pattern}", rule.Line);
    }

    private static ImmutableArray<PackageRule> Of(Dictionary<RepositoryName, PackageRules> rules, PackageQuery package) =>
        rules.TryGetValue(package.Repository, out var own) ? own.Matching(package) : [];

    private static PackageRules Both(
        IEnumerable<SourceLine> profile, IEnumerable<SourceLine> user, List<ConfigurationProblem> profileProblems, List<ConfigurationProblem> userProblems)
    {
        var valid = Stack(profile).Where(line => PackagePattern.TryParse(line.Text, AtomSyntax.User, out _, out _) || Note(line, profileProblems));
        return PackageRules.Parse(Stack(valid.Concat(user)), AtomSyntax.User, wildcards: true, userProblems);
    }

    private static bool Note(SourceLine line, List<ConfigurationProblem> problems)
    {
        problems.Add(line.Problem($"'{line.Text}' is not a package"));
        return false;
    }

    /// <summary>Carries out removals, <c>-pattern</c>: of the lines before it.</summary>
    private static List<SourceLine> Stack(IEnumerable<SourceLine> lines)
    {
        var kept = new List<SourceLine>();
        foreach (var line in lines)
            if (line.Text == "-*") kept.Clear();
            else if (line.Text[0] == '-') kept.RemoveAll(each => each.Text == line.Text[1..]);
            else kept.Add(line);
        return kept;
    }
}
