using System.Collections.Immutable;

namespace Stage3.Linux.Processes;

/// <summary>
/// The complete environment of a child process: what is not named here, the child does not have. Immutable; equal
/// contents print in one order (ordinal by name).
/// </summary>
public sealed class ChildEnvironment
{
    /// <summary>Where programs of any Linux are found, in the order that distributions agree on.</summary>
    public const string StandardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ChildEnvironment(ImmutableSortedDictionary<string, string> variables) => Variables = variables;

    /// <summary>No variable at all: programs are then looked for in <see cref="StandardPath"/>.</summary>
    public static ChildEnvironment Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The least that programs expect, the same on every machine: a standard PATH and a UTF-8 locale that sorts by bytes.</summary>
    public static ChildEnvironment Clean { get; } = Empty.With("PATH", StandardPath).With("LC_ALL", "C.UTF-8");

    /// <summary>All variables, sorted by name.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; }

    /// <summary>A copy in which the variable has this value.</summary>
    /// <exception cref="FormatException">The name is empty or holds '=' or NUL, or the value holds NUL: no kernel passes that on.</exception>
    public ChildEnvironment With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException($"'{name}' and its value cannot be an environment variable: a name has no '=', neither has a NUL")
            : new ChildEnvironment(Variables.SetItem(name, value));
    }

    /// <summary>A copy in which all these variables have these values.</summary>
    public ChildEnvironment With(IEnumerable<KeyValuePair<string, string>> variables) =>
        (variables ?? throw new ArgumentNullException(nameof(variables)))
            .Aggregate(this, (environment, variable) => environment.With(variable.Key, variable.Value));

    /// <summary>A copy without the variable.</summary>
    public ChildEnvironment Without(string name) => new(Variables.Remove(name));

    /// <summary>A copy with those of the named variables that this process itself has: the only way anything is inherited.</summary>
    public ChildEnvironment WithInherited(params IEnumerable<string> names) => With(
        from name in names
        let value = Environment.GetEnvironmentVariable(name)
        where value is not null
        select KeyValuePair.Create(name, value));
}
