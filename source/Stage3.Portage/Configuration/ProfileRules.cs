using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;
using Stage3.Portage.Profiles;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Configuration;

/// <summary>
/// The lists about flags of one place (PMS 5.2.10 to 5.2.14): a folder of a profile, the <c>profiles</c> folder of a repository, or the user's.
/// </summary>
internal sealed class ProfileRules
{
    private readonly Func<string, IReadOnlyList<SourceLine>> lines;
    private readonly AtomSyntax syntax;
    private readonly bool wildcards;
    private readonly bool hasStableFiles;
    private readonly List<ConfigurationProblem> problems;

    private ProfileRules(
        Func<string, IReadOnlyList<SourceLine>> lines, AtomSyntax syntax, bool wildcards, bool hasStableFiles, List<ConfigurationProblem> problems)
    {
        (this.lines, this.syntax, this.wildcards, this.hasStableFiles, this.problems) = (lines, syntax, wildcards, hasStableFiles, problems);
        Masks = new(Words("use.mask"), Stable(Words, "use.stable.mask", []), Rules("package.use.mask"), Stable(Rules, "package.use.stable.mask", PackageRules.None));
        Forces = new(Words("use.force"), Stable(Words, "use.stable.force", []), Rules("package.use.force"), Stable(Rules, "package.use.stable.force", PackageRules.None));
        Use = Rules("package.use");
        AcceptedKeywords = Rules("package.accept_keywords");
        Keywords = Rules("package.keywords");
    }

    public FlagRules Masks { get; }

    public FlagRules Forces { get; }

    public PackageRules Use { get; }

    public PackageRules AcceptedKeywords { get; }

    public PackageRules Keywords { get; }

    public static ProfileRules Of(ProfileNode node, List<ConfigurationProblem> problems) =>
        new(node.Lines, SyntaxOf(node), node.IsUserProfile, node.HasStableFiles, problems);

    public static ProfileRules Of(Repository repository, List<ConfigurationProblem> problems)
    {
        var eapi = ListFile.Read(repository.Profiles / "eapi") is [var line, ..] && Eapi.TryParse(line.Text, out var declared) ? declared : Eapi.Zero;
        return new(list => ListFile.Read(repository.Profiles / list), SyntaxOf(eapi, repository.Layout), false, eapi.HasStableMasking, problems);
    }

    /// <summary>What atoms may say in a profile's folder.</summary>
    public static AtomSyntax SyntaxOf(ProfileNode node) => node.IsUserProfile ? AtomSyntax.User : SyntaxOf(node.Eapi, node.Repository?.Layout ?? RepositoryLayout.Default);

    private static AtomSyntax SyntaxOf(Eapi eapi, RepositoryLayout layout)
    {
        var syntax = AtomSyntax.Of(eapi);
        if (layout.ProfileFormats.Contains("profile-repo-deps")) syntax = syntax.WithRepositories();
        return layout.ProfileFormats.Contains("build-id") ? syntax.WithBuilds() : syntax;
    }

    private ImmutableArray<string> Words(string list) => [.. lines(list).SelectMany(line => line.Words)];

    private PackageRules Rules(string list) => PackageRules.Parse(lines(list), syntax, wildcards, problems);

    private T Stable<T>(Func<string, T> read, string list, T none) => hasStableFiles ? read(list) : none;
}
