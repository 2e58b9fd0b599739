using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Stage3.Invocation;

/// <summary>One parameter of a build, and what may be said for it.</summary>
internal sealed class KnownParameter
{
    private readonly Type _type;
    private readonly bool _isList;
    private readonly RangeAttribute? _range;
    private readonly char? _separator;

    private KnownParameter(MemberInfo member, Type type, ImmutableArray<string> targets)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>()!;
        Name = attribute.Name ?? member.Name;
        IsSecret = member.IsDefined(typeof(SecretAttribute));
        NamesTargets = Name is "Target" or "Skip" && member.DeclaringType == typeof(NukeBuild);
        _isList = NamesTargets || type.IsArray;
        _type = NamesTargets ? typeof(string) : Scalar(type);
        _range = member.GetCustomAttribute<RangeAttribute>();
        _separator = attribute.Separator is { Length: 1 } separator ? separator[0] : null;
        Choices = NamesTargets ? targets : ChoicesOf(_type);
    }

    public string Name { get; }

    public string Dashed => Names.Dashed(Name);

    public bool IsSecret { get; }

    /// <summary>True for the host's own <c>--target</c> and <c>--skip</c>.</summary>
    public bool NamesTargets { get; }

    /// <summary>All that it may be, where that is a closed set.</summary>
    public ImmutableArray<string> Choices { get; }

    public bool IsSwitch => _type == typeof(bool);

    /// <summary>The parameter that a member of a build is; null where it is none.</summary>
    public static KnownParameter? Of(MemberInfo member, ImmutableArray<string> targets) =>
        !member.IsDefined(typeof(ParameterAttribute)) ? null : member switch
        {
            FieldInfo field => new KnownParameter(member, field.FieldType, targets),
            PropertyInfo property => new KnownParameter(member, property.PropertyType, targets),
            _ => null,
        };

    /// <summary>Why the words cannot be its value; null where they can.</summary>
    public string? Problem(IReadOnlyList<string> words)
    {
        if (_isList && _type == typeof(AbsolutePath) && words.Count == 0) return $"{Dashed} needs a value";
        if (_isList)
            return words.SelectMany(word => _separator is { } separator ? word.Split(separator) : [word]).Select(ProblemOf).FirstOrDefault(problem => problem is not null);
        if (words.Count == 0) return IsSwitch ? null : $"{Dashed} needs a value{Offer}";
        if (words.Count > 1 && IsSwitch) return $"{Dashed} takes true or false and no more, but '{words[1]}' follows; targets come first, before all parameters";
        return words.Count > 1 ? $"{Dashed} takes one value, but {words.Count} are given: {string.Join(", ", words.Select(Shown))}" : ProblemOf(words[0]);
    }

    private string Offer => Choices.IsEmpty ? "" : $": one of {string.Join(", ", Choices)}";

    private string Shown(string word) => IsSecret ? "(a secret)" : $"'{word}'";

    private string? ProblemOf(string word)
    {
        if (IsSwitch)
            return bool.TryParse(word, out _) ? null : $"{Dashed} takes true or false, not {Shown(word)}; targets come first, before all parameters";
        if (!Choices.IsEmpty)
            return Choices.Any(choice => NamesTargets ? Names.Same(choice, word) : choice.Equals(word, StringComparison.OrdinalIgnoreCase))
                ? null
                : $"{Dashed} cannot be {Shown(word)}: it is one of {string.Join(", ", Choices)}";
        if (word.Length == 0 && _type != typeof(string)) return $"{Dashed} is empty";
        if (_type == typeof(AbsolutePath)) return word.Contains('\0', StringComparison.Ordinal) ? $"{Dashed} is no path" : null;
        return Convertible(word) ? null : $"{Dashed} cannot be {Shown(word)}: it is {Kind}";
    }

    private bool Convertible(string word)
    {
        try
        {
            var value = TypeDescriptor.GetConverter(_type).ConvertFromInvariantString(word);
            return _range?.IsValid(value) ?? true;
        }
        catch (Exception reason) when (reason is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private string Kind => _range switch
    {
        { Maximum: int.MaxValue } => $"a whole number from {_range.Minimum} up",
        not null => $"from {_range.Minimum} to {_range.Maximum}",
        null when _type == typeof(int) || _type == typeof(long) => "a whole number",
        null => $"a {_type.Name}",
    };

    private static Type Scalar(Type type) => Nullable.GetUnderlyingType(type.GetElementType() ?? type) ?? type.GetElementType() ?? type;

    private static ImmutableArray<string> ChoicesOf(Type type) =>
        type.IsEnum ? [.. type.GetEnumNames()]
        : type.IsSubclassOf(typeof(Enumeration)) ? [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)]
        : [];
}
