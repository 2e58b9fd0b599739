namespace Stage3.Reports;

/// <summary>One thing that has a size.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Bytes">How large it is; not negative.</param>
public sealed record SizeItem(string Name, long Bytes);
