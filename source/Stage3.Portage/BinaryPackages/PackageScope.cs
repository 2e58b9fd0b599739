namespace Stage3.Portage.BinaryPackages;

/// <summary>How much of a binary package is checked when it is opened, and can be read afterwards.</summary>
public enum PackageScope
{
    /// <summary>All of it.</summary>
    Everything,

    /// <summary>All but the digests of the image, which then cannot be read: for indexing many packages.</summary>
    MetadataOnly,
}
