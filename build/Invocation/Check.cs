using System.Collections.Immutable;
using System.Text.Json;

namespace Stage3.Invocation;

/// <summary>
/// Holds a command line, the environment and the parameter files against what a build knows. NUKE ignores what it does
/// not know and falls back to a default where it cannot read a value; here both are errors that list what is valid.
/// </summary>
internal sealed class Check
{
    private readonly Surface _surface;
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();
    private readonly HashSet<KnownParameter> _settled = [];

    private Check(Surface surface) => _surface = surface;

    public static Verdict Run(Surface surface, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> variables, string workingFolder)
    {
        var check = new Check(surface);
        var targets = words.TakeWhile(word => !IsName(word)).ToList();
        foreach (var target in targets.SelectMany(word => word.Split('+'))) check.Target(target);
        var named = Named(words.Skip(targets.Count).ToList());
        foreach (var (name, values) in named) check.Argument(name, values, targets);
        check.Environment(variables);
        foreach (var file in ParameterFiles.Find(named, variables, workingFolder)) check.File(file);
        return new Verdict(check._problems.ToImmutable(), check._notes.ToImmutable());
    }

    private void Target(string name)
    {
        if (!_surface.Targets.Any(target => Names.Same(target, name)))
            _problems.Add($"'{name}' is no target{Guess(name, _surface.Targets)}. The targets are: {string.Join(", ", _surface.Targets)}");
    }

    private void Argument(string name, List<string> values, List<string> targets)
    {
        if (_surface.Find(name) is not { } parameter || name.Contains('=', StringComparison.Ordinal))
            Unknown(name, "");
        else if (!_settled.Add(parameter))
            _problems.Add($"{parameter.Dashed} is given twice");
        else if (parameter.Problem(values) is { } problem)
            _problems.Add(problem);
        else if (parameter is { NamesTargets: true, Name: "Skip" } && values.FirstOrDefault(value => targets.Exists(target => Names.Same(target, value))) is { } both)
            _problems.Add($"'{both}' is both asked for and to be skipped");
        else if (parameter is { NamesTargets: true, Name: "Target" } && targets.Count > 0)
            _problems.Add("targets are given both as first words and with --target");
    }

    private void Unknown(string name, string where)
    {
        var known = _surface.Parameters.Select(parameter => parameter.Dashed).ToList();
        var hint = name.IndexOf('=', StringComparison.Ordinal) is var at and > 0
            ? $" (a value follows after a space: {name[..at]} {name[(at + 1)..]})"
            : Guess(name, known);
        _problems.Add($"'{name}'{where} is no parameter{hint}. The parameters are: {string.Join(", ", known)}");
    }

    private void Environment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var parameter in _surface.Parameters.Where(parameter => !_settled.Contains(parameter)))
        {
            var meant = variables.Keys.Where(key => Names.Same(key, parameter.Name) || Names.Same(key, "NUKE" + parameter.Name)).Order(StringComparer.Ordinal).ToList();
            if (meant.Count == 0) continue;
            _settled.Add(parameter);
            if (meant.Count > 1)
                _problems.Add($"several environment variables are meant for {parameter.Dashed}: {string.Join(", ", meant)}; unset all but one");
            else if (parameter.Problem([variables[meant[0]]]) is { } problem)
                _problems.Add($"{problem} (environment variable {meant[0]})");
            else if (parameter.Name != "Root")
                _notes.Add($"{parameter.Dashed} {(parameter.IsSecret ? "(a secret)" : variables[meant[0]])} comes from the environment variable {meant[0]}");
        }
    }

    private void File(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllText(file));
            foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name != "$schema"))
                if (_surface.Find(property.Name) is not { } parameter) Unknown(property.Name, $" in {file}");
                else if (parameter.Problem(Values(property.Value)) is { } problem) _problems.Add($"{problem} ({file})");
        }
        catch (Exception reason) when (reason is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{file} cannot be read: {reason.Message}");
        }
    }

    private static string Guess(string name, IEnumerable<string> known) => Names.Nearest(name, known) is { } near ? $" (is {near} meant?)" : "";

    private static List<string> Values(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ToString())] : [value.ToString()];

    private static List<(string Name, List<string> Values)> Named(List<string> words)
    {
        var named = new List<(string Name, List<string> Values)>();
        foreach (var word in words)
            if (IsName(word)) named.Add((word, []));
            else named[^1].Values.Add(word);
        return named;
    }

    private static bool IsName(string word) => word.StartsWith('-');
}
