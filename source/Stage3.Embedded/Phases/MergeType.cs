namespace Stage3.Embedded.Phases;

/// <summary>MERGE_TYPE: how a package comes to ROOT. See PMS table 11.1.</summary>
public enum MergeType
{
    /// <summary>Built now and merged.</summary>
    Source,

    /// <summary>Built before, merged from a binary package; or being removed.</summary>
    Binary,

    /// <summary>Built now into a binary package, not merged.</summary>
    BuildOnly,
}
