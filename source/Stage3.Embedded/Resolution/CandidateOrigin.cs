namespace Stage3.Embedded.Resolution;

/// <summary>Where a package would come from.</summary>
public enum CandidateOrigin
{
    /// <summary>An ebuild of a repository: it is built, then merged.</summary>
    Source,

    /// <summary>A binary package: it is merged as it is.</summary>
    Binary,

    /// <summary>It is in ROOT already.</summary>
    Installed,
}
