using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Values by name: from the command line, else the environment, else the parameter files.</summary>
internal sealed class Parameters(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment)
{
    private readonly List<(string Folder, JsonObject Values)> _files = [];

    /// <summary><c>--pkg-dir</c>, <c>-PkgDir</c> and <c>PKG_DIR</c> are one name.</summary>
    public static bool SameName(string a, string b) => Plain(a).Equals(Plain(b), StringComparison.OrdinalIgnoreCase);
    public static bool IsOne(MemberInfo member) => member.IsDefined(typeof(ParameterAttribute));
    public static string Dashed(string name) => "--" + string.Concat(
        name.Select((c, i) => char.IsUpper(c) && i > 0 && !char.IsUpper(name[i - 1]) ? $"-{c}" : $"{c}")).ToLowerInvariant();

    /// <summary>Reads the parameter files; those of profiles go before the plain one, the profile named last before the others.</summary>
    public void Load(AbsolutePath root, IEnumerable<string> profiles)
    {
        var plain = root / ".nuke" / "parameters.json";
        var named = profiles.Reverse().Select(profile => root / ".nuke" / $"parameters.{profile}.json");
        foreach (var file in File.Exists(plain) ? named.Append(plain) : named) _files.Add((root, JsonNode.Parse(File.ReadAllText(file))!.AsObject()));
    }

    public object? Get(string name, Type type, string? separator = null)
    {
        if (Words(name) is { } given) return Convert(name, Split(given, separator), type, Directory.GetCurrentDirectory());
        if (name == "Target" && words.TakeWhile(word => !IsName(word)).ToArray() is { Length: > 0 } targets) return Split(targets, separator);
        var variables = environment.Where(pair => SameName(pair.Key, name) || SameName(pair.Key, "NUKE" + name)).ToList();
        if (variables.Count > 1) Assert.Fail($"Several environment variables are meant for {Dashed(name)}: {string.Join(", ", variables.Select(pair => pair.Key))}");
        if (variables is [var (_, text)]) return Convert(name, Split([text], separator ?? (type.IsArray ? " " : null)), type, Directory.GetCurrentDirectory());
        foreach (var (folder, values) in _files)
            if (values.FirstOrDefault(pair => SameName(pair.Key, name)).Value is { } value)
                return Convert(name, value is JsonArray list ? [.. list.Select(item => $"{item}")] : [value.ToString()], type, folder);
        return null;
    }

    public object? Get(MemberInfo member, Type type) =>
        member.GetCustomAttribute<ParameterAttribute>() is var attribute ? Get(attribute!.Name ?? member.Name, type, attribute.Separator) : null;

    private string[]? Words(string name)
    {
        var at = words.ToList().FindLastIndex(word => IsName(word) && SameName(word, name));
        return at < 0 ? null : [.. words.Skip(at + 1).TakeWhile(word => !IsName(word))];
    }

    private static object? Convert(string name, string[] values, Type type, string folder)
    {
        if (type.GetElementType() is { } item)
        {
            var list = Array.CreateInstance(item, values.Length);
            for (var i = 0; i < values.Length; i++) list.SetValue(Convert(name, [values[i]], item, folder), i);
            return list;
        }
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool) && values.Length == 0) return true;
        Assert.True(values.Length == 1, $"{Dashed(name)} takes one value, {values.Length} are given");
        if (type == typeof(AbsolutePath)) return AbsolutePath.Create(Path.Combine(folder, values[0]));
        try { return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(values[0]); }
        catch (Exception reason) { throw new ArgumentException($"{Dashed(name)} cannot be '{values[0]}': {reason.Message}", reason); }
    }

    private static string[] Split(string[] values, string? separator) =>
        separator is null ? values : [.. values.SelectMany(value => value.Split(separator, StringSplitOptions.RemoveEmptyEntries))];
    private static bool IsName(string word) => word.StartsWith('-');
    private static string Plain(string name) => Regex.Replace(name, "[^A-Za-z0-9]", "");
}
