using System.Collections.Immutable;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Which licences, properties and restrictions are accepted (make.conf(5), GLEP 23): words of a variable and of a list of the user, applied in order,
/// where <c>*</c> stands for all and <c>@group</c> for a group of <c>profiles/license_groups</c>.
/// </summary>
internal sealed class AcceptancePolicy
{
    private readonly MaskKind kind;
    private readonly string variable;
    private readonly ImmutableArray<string> global;
    private readonly PackageRules user;
    private readonly ILookup<string, string>? groups;

    public AcceptancePolicy(
        MaskKind kind, string variable, ConfigurationVariables variables, PackageRules user, ILookup<string, string>? groups = null)
    {
        (this.kind, this.variable, this.user, this.groups) = (kind, variable, user, groups);
        global = [.. Expand(variables.SignedWords(variable))];
    }

    /// <summary>Reads <c>profiles/license_groups</c> of all repositories; of groups with the same name the words add up.</summary>
    public static ILookup<string, string> Groups(RepositorySet repositories) =>
        repositories.All.SelectMany(repository => ListFile.Read(repository.Profiles / "license_groups"))
            .SelectMany(line => line.Words.Skip(1).Select(word => (Group: line.Words[0], Word: word)))
            .ToLookup(each => each.Group, each => each.Word, StringComparer.Ordinal);

    /// <summary>Null where all that holds with these flags is accepted, else what is not.</summary>
    public MaskReason? ReasonAgainst(PackageQuery package, DependencySpec<string> spec, Func<UseFlag, bool> use)
    {
        var reduced = spec.Reduce(use);
        if (reduced.Parts.IsEmpty) return null;
        var words = global.Concat(user.Matching(package).SelectMany(rule => Expand(rule.Words))).ToList();
        var missing = Missing(reduced.Parts, words).Distinct().ToList();
        return missing.Count == 0 ? null : new(kind, $"{variable} does not accept {string.Join(", ", missing)}");
    }

    private static IEnumerable<string> Missing(IEnumerable<DependencyNode<string>> parts, List<string> words) =>
        parts.SelectMany(part => part switch
        {
            DependencyLeaf<string> leaf => Accepts(leaf.Value, words) ? [] : [leaf.Value],
            DependencyGroup<string> { Kind: GroupKind.AnyOf } choice => AnyOf(choice, words),
            DependencyGroup<string> group => Missing(group.Parts, words),
            _ => [],
        });

    private static IEnumerable<string> AnyOf(DependencyGroup<string> choice, List<string> words)
    {
        var alternatives = choice.Parts.Select(part => Missing([part], words).ToList()).ToList();
        return alternatives.Any(missing => missing.Count == 0) ? [] : alternatives.SelectMany(missing => missing);
    }

    private static bool Accepts(string word, List<string> words) =>
        words.FindLast(each => each == "*" || each == "-*" || each.TrimStart('-') == word) is { } last && last[0] != '-';

    private IEnumerable<string> Expand(IEnumerable<string> words) => words.SelectMany(word => Expand(word, []));

    private IEnumerable<string> Expand(string word, ImmutableHashSet<string> within)
    {
        var (sign, name) = word[0] == '-' ? ("-", word[1..]) : ("", word);
        if (name is not ['@', .. var group] || within.Contains(group) || groups?.Contains(group) != true) return [word];
        return groups[group].Where(member => member[0] != '-').SelectMany(member => Expand(member, within.Add(group))).Select(member => sign + member);
    }
}
