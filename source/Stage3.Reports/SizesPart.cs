using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>Sizes of the parts of a whole: a treemap where the format can show one, else a table, the largest first.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Items">The parts.</param>
public sealed record SizesPart(string Heading, ImmutableArray<SizeItem> Items) : ReportPart(Heading)
{
    /// <summary>The items, the largest first; equal ones by name.</summary>
    internal IEnumerable<SizeItem> Sorted => Items.OrderByDescending(item => item.Bytes).ThenBy(item => item.Name, StringComparer.Ordinal);
}
