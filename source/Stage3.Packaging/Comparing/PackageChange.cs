namespace Stage3.Packaging.Comparing;

/// <summary>A package that is not as it was.</summary>
/// <param name="Name">Category and name.</param>
/// <param name="Before">As it was; null where it is new.</param>
/// <param name="After">As it is; null where it is gone.</param>
public sealed record PackageChange(string Name, StagedPackage? Before, StagedPackage? After)
{
    /// <summary>In a word: <c>added</c>, <c>removed</c>, <c>version</c> or <c>USE</c>.</summary>
    public string What => (Before, After) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        var (old, now) => old.Id == now.Id ? "USE" : "version",
    };
}
