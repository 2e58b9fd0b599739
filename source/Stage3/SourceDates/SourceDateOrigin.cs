namespace Stage3.SourceDates;

/// <summary>Where the date of a build's sources comes from.</summary>
public enum SourceDateOrigin
{
    /// <summary><c>SOURCE_DATE_EPOCH</c>, https://reproducible-builds.org/specs/source-date-epoch/.</summary>
    Environment,

    /// <summary>The last commit that touched the tree.</summary>
    Commit,

    /// <summary>Neither is there: the time at which packing begins. Two builds then differ.</summary>
    Clock,
}
