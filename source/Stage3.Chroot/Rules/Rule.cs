using System.Collections.Immutable;
using Stage3.Reports;

namespace Stage3.Chroot.Rules;

/// <summary>
/// One thing that must hold in a finished root. Rules are stateless: what they look at is handed to them, and what they find are
/// values. Each has a page, <c>docs/rules/&lt;id&gt;.md</c>.
/// </summary>
public abstract class Rule
{
    private protected Rule(string id, Severity severity, string sentence, string remedy, params ImmutableArray<string> reads)
    {
        Id = id;
        Severity = severity;
        Sentence = sentence;
        Remedy = remedy;
        Reads = reads;
    }

    /// <summary>The stable id, group and name: <c>contract/user-missing</c>.</summary>
    public string Id { get; }

    /// <summary>How much what it finds matters.</summary>
    public Severity Severity { get; }

    /// <summary>What must hold, one sentence without a full stop.</summary>
    public string Sentence { get; }

    /// <summary>What to do where it does not hold.</summary>
    public string Remedy { get; }

    /// <summary>The files and folders of the root that it reads.</summary>
    public ImmutableArray<string> Reads { get; }

    /// <summary>Who refers to an account of the contract.</summary>
    private protected const string Specification = "the specification";

    /// <inheritdoc/>
    public override string ToString() => Id;

    private protected Finding Found(string message, string? path = null, int? line = null, string? remedy = null) =>
        new(Id, Severity, message, path, line, remedy ?? Remedy);
}
