using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>The variables whose words are flags with the variable's name as prefix (PMS 5.2.4 and 11.1.1): USE_EXPAND and its companions.</summary>
internal sealed class UseExpansion
{
    private readonly ConfigurationVariables variables;

    public UseExpansion(ConfigurationVariables variables)
    {
        this.variables = variables;
        Prefixed = variables.Words("USE_EXPAND");
        Unprefixed = variables.Words("USE_EXPAND_UNPREFIXED");
        Hidden = variables.Words("USE_EXPAND_HIDDEN");
        Injected = [.. Inject().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The variables of the form <c>PYTHON_TARGETS</c>.</summary>
    public ImmutableArray<string> Prefixed { get; }

    /// <summary>The variables whose words are flags as they stand: ARCH.</summary>
    public ImmutableArray<string> Unprefixed { get; }

    /// <summary>Those that are not shown: all their flags count as known before EAPI 5.</summary>
    public ImmutableArray<string> Hidden { get; }

    /// <summary>What the profile adds to the IUSE of every package from EAPI 5 on.</summary>
    public ImmutableArray<string> Injected { get; }

    /// <summary>The prefix of a variable's flags.</summary>
    public static string Prefix(string variable) => $"{variable.ToLowerInvariant()}_";

    /// <summary>The signed flags that one layer's variables stand for.</summary>
    public IEnumerable<string> Flags(IReadOnlyDictionary<string, string> layer) =>
        Unprefixed.SelectMany(name => ConfigurationVariables.Split(layer.GetValueOrDefault(name)))
            .Concat(Prefixed.SelectMany(name => ConfigurationVariables.Split(layer.GetValueOrDefault(name)).Select(word => Flag(name, word))));

    /// <summary>Applies one layer that is no profile: its USE, then its variables, each of which replaces the flags of its prefix.</summary>
    public void Apply(IReadOnlyDictionary<string, string> layer, string origin, ImmutableArray<string> iuse, IncrementalStack flags)
    {
        foreach (var name in Unprefixed) flags.Apply(ConfigurationVariables.Split(layer.GetValueOrDefault(name)), origin);
        flags.Apply(Wildcards(ConfigurationVariables.Split(layer.GetValueOrDefault("USE")), iuse), origin);
        foreach (var name in Prefixed)
        {
            if (layer.GetValueOrDefault(name) is not { } value) continue;
            flags.RemovePrefix(Prefix(name));
            foreach (var word in ConfigurationVariables.Split(value).Where(word => word[0] is not ('-' or '+'))) flags.Apply(Prefix(name) + word, origin);
        }
    }

    /// <summary>Replaces <c>prefix_*</c> by the package's own flags of that prefix.</summary>
    public static IEnumerable<string> Wildcards(IEnumerable<string> words, ImmutableArray<string> iuse) =>
        words.SelectMany(word => word[0] != '-' && word.EndsWith("_*", StringComparison.Ordinal)
            ? iuse.Where(flag => flag.StartsWith(word[..^1], StringComparison.Ordinal))
            : [word]);

    /// <summary>The values that phases see of the prefixed variables: the package's own flags that are on, those of the configuration in its order first.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values(UseState use)
    {
        foreach (var name in Prefixed)
        {
            var prefix = Prefix(name);
            var on = use.Enabled.Where(flag => flag.StartsWith(prefix, StringComparison.Ordinal)).Select(flag => flag[prefix.Length..]).ToList();
            var ordered = ConfigurationVariables.Split(variables[name]).Where(on.Contains).Distinct().ToList();
            yield return new(name, string.Join(' ', ordered.Concat(on.Except(ordered))));
        }
    }

    private IEnumerable<string> Inject()
    {
        var implied = variables.Words("USE_EXPAND_IMPLICIT");
        return variables.Words("IUSE_IMPLICIT")
            .Concat(Unprefixed.Where(name => implied.Contains(name)).SelectMany(ValuesOf))
            .Concat(implied.Where(name => Prefixed.Contains(name)).SelectMany(name => ValuesOf(name).Select(value => Prefix(name) + value)));
    }

    private IEnumerable<string> ValuesOf(string name) => variables.Words($"USE_EXPAND_VALUES_{name}");

    private static string Flag(string variable, string word) => word[0] == '-' ? $"-{Prefix(variable)}{word[1..]}" : Prefix(variable) + word;
}
