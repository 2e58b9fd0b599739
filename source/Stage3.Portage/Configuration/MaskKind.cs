namespace Stage3.Portage.Configuration;

/// <summary>Why a package may not be installed.</summary>
public enum MaskKind
{
    /// <summary>Its EAPI is not supported.</summary>
    Eapi,

    /// <summary>A package.mask names it.</summary>
    PackageMask,

    /// <summary>None of its KEYWORDS is accepted.</summary>
    Keyword,

    /// <summary>A licence of it is not accepted.</summary>
    License,

    /// <summary>A property of it is not accepted.</summary>
    Properties,

    /// <summary>A restriction of it is not accepted.</summary>
    Restrict,
}
