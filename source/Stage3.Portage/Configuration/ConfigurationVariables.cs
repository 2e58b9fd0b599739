using System.Collections.Immutable;
using Stage3.Portage.Profiles;

namespace Stage3.Portage.Configuration;

/// <summary>The variables of a configuration in their layers: defaults, each folder of the profile, make.conf, environment.</summary>
public sealed class ConfigurationVariables
{
    private readonly ImmutableArray<IReadOnlyDictionary<string, string>> layers;

    private ConfigurationVariables(ImmutableArray<MakeConf> profile, MakeConf makeConf, ImmutableSortedDictionary<string, string> environment)
    {
        Profile = [.. profile.Select(Values)];
        MakeConf = Values(makeConf);
        Environment = environment;
        layers = [ConfigurationDefaults.Variables, .. Profile, MakeConf, environment];
        All = layers.SelectMany(layer => layer.Keys).Distinct().ToImmutableSortedDictionary(name => name, Effective, StringComparer.Ordinal);
    }

    /// <summary>All variables that any layer sets, with their values, in the ordinal order of names.</summary>
    public ImmutableSortedDictionary<string, string> All { get; }

    /// <summary>What each folder of the profile sets, in the chain's order.</summary>
    internal ImmutableArray<IReadOnlyDictionary<string, string>> Profile { get; }

    /// <summary>What make.conf sets.</summary>
    internal IReadOnlyDictionary<string, string> MakeConf { get; }

    /// <summary>What the environment sets.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The value of a variable: of those that add up all words that remain, in ordinal order; of others the last layer's; empty where none sets it.</summary>
    public string this[string name] => All.GetValueOrDefault(name, "");

    /// <summary>The words of <see cref="this"/>.</summary>
    public ImmutableArray<string> Words(string name) => [.. Split(this[name])];

    /// <summary>As <see cref="Words"/>, of a variable that adds up, with one more layer below all others: what packages have said in the environment of a root.</summary>
    public ImmutableArray<string> WordsOver(string lowest, string name)
    {
        var stack = new IncrementalStack();
        stack.Apply(Split(lowest).Concat(SignedWords(name)), name);
        return stack.Words;
    }

    /// <summary>All words of a variable over all layers, with their signs, in the order in which they apply.</summary>
    internal IEnumerable<string> SignedWords(string name) => layers.SelectMany(layer => Split(layer.GetValueOrDefault(name)));

    /// <summary>Reads profile and make.conf.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in them.</exception>
    internal static ConfigurationVariables Read(ConfigurationSource source, ProfileChain profile)
    {
        var problems = new List<ConfigurationProblem>();
        var known = new Dictionary<string, string>(ConfigurationDefaults.Variables, StringComparer.Ordinal)
        {
            ["EPREFIX"] = "",
            ["PORTAGE_CONFIGROOT"] = Slashed(source.ConfigRoot.Value),
            ["ROOT"] = Slashed(source.Root.Value),
            ["EROOT"] = Slashed(source.Root.Value),
            ["PORTDIR"] = source.Repositories.Main.Location.Value,
        };
        var defaults = profile.Nodes.Select(node =>
        {
            // "USE=${USE} flag" in a profile would undo what the parents' package.use says: Portage expands it to nothing.
            known.Remove("USE");
            return Take(() => node.MakeDefaults(known), known, problems);
        }).ToImmutableArray();
        var conf = Take(() => Configuration.MakeConf.Read(source.ConfigRoot / "etc/make.conf", known), known, problems);
        var newer = Take(() => Configuration.MakeConf.Read(source.ConfigRoot / "etc/portage/make.conf", known), known, problems);
        ConfigurationException.ThrowIfAny(problems);
        return new(defaults, conf.With(newer), source.Environment);
    }

    private string Effective(string name)
    {
        if (!ConfigurationDefaults.Incremental.Contains(name)) return layers.Select(layer => layer.GetValueOrDefault(name)).Last(value => value is not null)!;
        var stack = new IncrementalStack();
        stack.Apply(SignedWords(name), name);
        return string.Join(' ', stack.Words);
    }

    private static MakeConf Take(Func<MakeConf> read, Dictionary<string, string> known, List<ConfigurationProblem> problems)
    {
        try
        {
            var conf = read();
            foreach (var (name, assignment) in conf.Assignments) known[name] = assignment.Value;
            return conf;
        }
        catch (ConfigurationException unusable)
        {
            problems.AddRange(unusable.Problems);
            return Configuration.MakeConf.Empty;
        }
    }

    private static IReadOnlyDictionary<string, string> Values(MakeConf conf) =>
        conf.Assignments.Values
            .Where(assignment => !assignment.Name.StartsWith("__", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(assignment => assignment.Name, assignment => assignment.Value, StringComparer.Ordinal);

    internal static string[] Split(string? value) => value?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Slashed(string path) => path.EndsWith('/') ? path : path + "/";
}
