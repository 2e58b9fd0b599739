using System.Collections.Immutable;
using Stage3.Portage.Atoms;

namespace Stage3.Portage.Configuration;

/// <summary>One line of a list that speaks of packages: <c>pattern word…</c>, as in <c>package.use</c>; the words are empty in <c>package.mask</c>.</summary>
/// <param name="Pattern">Which packages.</param>
/// <param name="Words">What is said of them.</param>
/// <param name="Line">Where.</param>
public sealed record PackageRule(PackagePattern Pattern, ImmutableArray<string> Words, SourceLine Line)
{
    /// <inheritdoc/>
    public bool Equals(PackageRule? other) => other is not null && Line == other.Line && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override int GetHashCode() => Line.GetHashCode();
}
