using System.Collections.Immutable;

namespace Stage3.Workspaces;

/// <summary>What a finished step leaves behind for the next run and for the steps after it.</summary>
/// <param name="Key">What it read.</param>
/// <param name="Summary">One line for people: what it made.</param>
/// <param name="Products">The files and folders that it made.</param>
public sealed record StepRecord(string Key, string Summary, ImmutableArray<StepProduct> Products)
{
    /// <summary>One key over all that it made, for the steps that read it.</summary>
    public string Output => ContentKey.Of(Products.Select(product => (product.Path, product.Fingerprint))).Value;

    /// <summary>True while nobody has changed or removed what it made.</summary>
    public bool IsIntact() =>
        Products.All(product => Fingerprint.Of(Linux.HostPath.Parse(product.Path)) == product.Fingerprint);
}
