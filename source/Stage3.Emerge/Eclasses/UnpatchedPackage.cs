using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Eclasses;

/// <summary>A package that carries functions of an eclass as they were before it was patched.</summary>
/// <param name="Place">The binary package, or the entry of an installed one.</param>
/// <param name="Eclasses">The eclasses that the functions are of.</param>
/// <param name="Functions">The functions that are missing in it or are not as patched, by eclass, then by name.</param>
public sealed record UnpatchedPackage(HostPath Place, ImmutableArray<string> Eclasses, ImmutableArray<string> Functions)
{
    private const int Shown = 3;

    /// <inheritdoc/>
    public bool Equals(UnpatchedPackage? other) =>
        other is not null && Place == other.Place && Eclasses.SequenceEqual(other.Eclasses) && Functions.SequenceEqual(other.Functions);

    /// <inheritdoc/>
    public override int GetHashCode() => Place.GetHashCode();

    /// <summary>In words, without the package's name.</summary>
    public override string ToString() =>
        $"{Place.Name} was built with {string.Join(", ", Eclasses)} as before the patch: {string.Join(", ", Functions.Take(Shown))}{(Functions.Length > Shown ? $" and {Functions.Length - Shown} more functions" : "")}";
}
