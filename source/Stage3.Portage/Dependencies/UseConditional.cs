using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary><c>flag? ( … )</c>, or <c>!flag? ( … )</c> where <paramref name="Negated"/>: parts that count only with the flag so.</summary>
public sealed record UseConditional<T>(UseFlag Flag, bool Negated, ImmutableArray<DependencyNode<T>> Parts) : DependencyNode<T>
    where T : notnull
{
    /// <summary>True where the parts count.</summary>
    public bool Holds(Func<UseFlag, bool> use) => use(Flag) != Negated;

    /// <inheritdoc/>
    public bool Equals(UseConditional<T>? other) =>
        other is not null && Flag == other.Flag && Negated == other.Negated && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Flag, Negated, Parts.Length);

    /// <inheritdoc/>
    public override string ToString()
    {
        var condition = (Negated ? "!" : "") + Flag + "? ";
        return Parts.IsEmpty ? $"{condition}( )" : $"{condition}( {string.Join(' ', Parts)} )";
    }
}
