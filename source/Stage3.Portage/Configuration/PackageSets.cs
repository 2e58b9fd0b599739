using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Profiles;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Sets of packages by name (portage(5), emerge(1)): <c>system</c> and <c>profile</c> of the profile's <c>packages</c>, <c>selected</c> from the world
/// file, <c>world</c> of all three, and the files of <c>etc/portage/sets</c>.
/// </summary>
public sealed class PackageSets
{
    private readonly ImmutableSortedDictionary<string, IReadOnlyList<SourceLine>> files;
    private readonly WorldFile world;
    private readonly List<ConfigurationProblem> problems = [];

    private PackageSets(ImmutableArray<Atom> system, ImmutableArray<Atom> profile, WorldFile world, ImmutableSortedDictionary<string, IReadOnlyList<SourceLine>> files) =>
        (System, Profile, this.world, this.files) = (system, profile, world, files);

    /// <summary>The packages that the profile marks with <c>*</c>.</summary>
    public ImmutableArray<Atom> System { get; }

    /// <summary>The others of the profile, which Portage counts where the repository has <c>profile-formats = profile-set</c>.</summary>
    public ImmutableArray<Atom> Profile { get; }

    /// <summary>The names that <see cref="Find"/> knows, in ordinal order.</summary>
    public ImmutableArray<string> Names =>
        [.. files.Keys.Concat(["profile", "selected", "selected-packages", "selected-sets", "system", "world"]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The atoms of a set and of all sets that it names, each once; null where there is no such set.</summary>
    /// <param name="name">The name without <c>@</c>.</param>
    public ImmutableArray<Atom>? Find(string name) => Names.Contains(name) ? [.. Expand(name, []).Distinct()] : null;

    internal static PackageSets Read(ConfigurationSource source, ProfileChain profile, List<ConfigurationProblem> warnings, List<ConfigurationProblem> problems)
    {
        var (system, others) = Packages(profile, warnings);
        var folder = source.ConfigRoot / "etc/portage/sets";
        var files = ListFile.Files(folder).ToImmutableSortedDictionary(file => file.Value[(folder.Value.Length + 1)..], IReadOnlyList<SourceLine> (file) => ListFile.Read(file), StringComparer.Ordinal);
        try
        {
            var sets = new PackageSets(system, others, WorldFile.Read(source.Root), files);
            foreach (var name in sets.Names) _ = sets.Expand(name, []).Count();
            problems.AddRange(sets.problems.Distinct());
            return sets;
        }
        catch (ConfigurationException unreadable)
        {
            problems.AddRange(unreadable.Problems);
            return new(system, others, WorldFile.Empty, files);
        }
    }

    private static (ImmutableArray<Atom> System, ImmutableArray<Atom> Others) Packages(ProfileChain profile, List<ConfigurationProblem> warnings)
    {
        var kept = new List<(string Text, Atom Atom, bool InSet)>();
        foreach (var node in profile.Nodes)
            foreach (var line in node.Lines("packages"))
                if (line.Text == "-*") kept.Clear();
                else if (line.Text[0] == '-') kept.RemoveAll(each => each.Text == line.Text[1..]);
                else if (kept.Any(each => each.Text == line.Text)) continue;
                else if (Atom.TryParse(line.Text.TrimStart('*'), ProfileRules.SyntaxOf(node), out var atom, out var error)) kept.Add((line.Text, atom, HasProfileSet(node)));
                else warnings.Add(line.Problem(error));
        var system = kept.Where(each => each.Text[0] == '*').Select(each => each.Atom);
        return ([.. system], [.. kept.Where(each => each.Text[0] != '*' && each.InSet).Select(each => each.Atom)]);
    }

    private static bool HasProfileSet(ProfileNode node) => node.IsUserProfile || node.Repository?.Layout.ProfileFormats.Contains("profile-set") == true;

    private IEnumerable<Atom> Expand(string name, ImmutableHashSet<string> within)
    {
        if (within.Contains(name)) return [];
        var inside = within.Add(name);
        if (files.TryGetValue(name, out var lines)) return lines.SelectMany(line => Expand(line, inside));
        return name switch
        {
            "system" => System,
            "profile" => Profile,
            "selected-packages" => world.Atoms,
            "selected-sets" => world.Sets.SelectMany(set => Expand(set, inside)),
            "selected" => Expand("selected-packages", inside).Concat(Expand("selected-sets", inside)),
            "world" => Expand("profile", inside).Concat(Expand("selected", inside)).Concat(Expand("system", inside)),
            _ => [],
        };
    }

    private IEnumerable<Atom> Expand(SourceLine line, ImmutableHashSet<string> within)
    {
        if (line.Text is ['@', .. var set])
        {
            if (!Names.Contains(set)) problems.Add(line.Problem($"there is no set '@{set}': there are {string.Join(", ", Names.Select(each => $"@{each}"))}"));
            return Expand(set, within);
        }

        if (Atom.TryParse(line.Text, AtomSyntax.User, out var atom, out var error)) return [atom];
        problems.Add(line.Problem(error));
        return [];
    }
}
