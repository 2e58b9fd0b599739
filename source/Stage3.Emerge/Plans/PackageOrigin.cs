namespace Stage3.Emerge.Plans;

/// <summary>Where a planned package comes from: emerge(1) shows the first as <c>[ebuild]</c>, the second as <c>[binary]</c>.</summary>
public enum PackageOrigin
{
    /// <summary>It is built from its ebuild.</summary>
    Source,

    /// <summary>It is taken from PKGDIR.</summary>
    Binary,
}
