namespace Stage3.Embedded.Phases;

/// <summary>Kinds of <see cref="PhaseEvent"/>. The message kinds are those of PMS section 12.3.5.</summary>
public enum PhaseEventKind
{
    /// <summary>The phase begins.</summary>
    Started,

    /// <summary>The phase ended well; failures are exceptions.</summary>
    Ended,

    /// <summary><c>einfo</c>, <c>einfon</c>: of passing interest.</summary>
    Information,

    /// <summary><c>elog</c>: for the user to read afterwards.</summary>
    Log,

    /// <summary><c>ewarn</c>.</summary>
    Warning,

    /// <summary><c>eerror</c>.</summary>
    Error,

    /// <summary><c>eqawarn</c>: for the ebuild's author.</summary>
    Quality,
}
