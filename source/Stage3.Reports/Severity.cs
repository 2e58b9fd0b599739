namespace Stage3.Reports;

/// <summary>How much a finding matters; ordered, so that gates can compare.</summary>
public enum Severity
{
    /// <summary>Worth knowing; never fails a gate.</summary>
    Note,

    /// <summary>Probably wrong; fails a gate only where asked.</summary>
    Warning,

    /// <summary>Wrong: nothing is packed.</summary>
    Error,
}
