using System.Collections.Immutable;

namespace Stage3.Portage.Dependencies;

/// <summary>Parts in brackets, with the operator before them.</summary>
public sealed record DependencyGroup<T>(GroupKind Kind, ImmutableArray<DependencyNode<T>> Parts) : DependencyNode<T>
    where T : notnull
{
    /// <inheritdoc/>
    public bool Equals(DependencyGroup<T>? other) => other is not null && Kind == other.Kind && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Parts.Length);

    /// <inheritdoc/>
    public override string ToString()
    {
        var sign = Kind switch { GroupKind.AnyOf => "|| ", GroupKind.ExactlyOneOf => "^^ ", GroupKind.AtMostOneOf => "?? ", _ => "" };
        return Parts.IsEmpty ? $"{sign}( )" : $"{sign}( {string.Join(' ', Parts)} )";
    }
}
