namespace Stage3.Portage.Atoms;

/// <summary>How an atom's version is compared. Source: PMS 8.3.1.</summary>
public enum AtomOperator
{
    /// <summary>No version: any will do.</summary>
    None,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>=</c>: this version in this revision.</summary>
    Equal,

    /// <summary><c>=…*</c>: the version begins with these components.</summary>
    EqualPrefix,

    /// <summary><c>~</c>: this version in any revision.</summary>
    AnyRevision,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,
}
