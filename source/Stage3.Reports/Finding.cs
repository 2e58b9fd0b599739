namespace Stage3.Reports;

/// <summary>One thing that a rule found out, as a value: reports, gates and exit codes are made of these.</summary>
/// <param name="Rule">The rule's stable id, for instance <c>contract/user-missing</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence without a full stop: what is wrong.</param>
/// <param name="Path">The file it is about, as seen from inside the thing examined (<c>/etc/passwd</c>), where there is one.</param>
/// <param name="Line">The line in that file, from 1, where there is one.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(
    string Rule,
    Severity Severity,
    string Message,
    string? Path,
    int? Line,
    string Remedy) : IComparable<Finding>
{
    /// <summary>The account it is about, kind and name (<c>user messagebus</c>), where it is about one.</summary>
    public string? Account { get; init; }

    /// <summary>What refers to that account (<c>User=</c> of a unit, say), where something does.</summary>
    public string? ReferredBy { get; init; }

    /// <summary>A stable order: the worst first, then by rule, path, line and message.</summary>
    public int CompareTo(Finding? other)
    {
        if (other is null) return 1;
        var bySeverity = other.Severity.CompareTo(Severity);
        if (bySeverity != 0) return bySeverity;
        var byRule = string.CompareOrdinal(Rule, other.Rule);
        if (byRule != 0) return byRule;
        var byPath = string.CompareOrdinal(Path, other.Path);
        if (byPath != 0) return byPath;
        var byLine = (Line ?? 0).CompareTo(other.Line ?? 0);
        return byLine != 0 ? byLine : string.CompareOrdinal(Message, other.Message);
    }

    /// <summary>Order as <see cref="CompareTo"/>.</summary>
    public static bool operator <(Finding left, Finding right) => left.CompareTo(right) < 0;

    /// <summary>Order as <see cref="CompareTo"/>.</summary>
    public static bool operator >(Finding left, Finding right) => left.CompareTo(right) > 0;

    /// <summary>Order as <see cref="CompareTo"/>.</summary>
    public static bool operator <=(Finding left, Finding right) => left.CompareTo(right) <= 0;

    /// <summary>Order as <see cref="CompareTo"/>.</summary>
    public static bool operator >=(Finding left, Finding right) => left.CompareTo(right) >= 0;
}
