using System.Collections.Immutable;
using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>Which packages are merged again for what they were built with. Every combination makes sense.</summary>
public sealed record Rebuilds
{
    /// <summary>As emerge does where nothing is said.</summary>
    public static Rebuilds Default { get; } = new();

    /// <summary>What is built anew makes what was built with it be merged again: <c>--rebuild-if-unbuilt</c> and its like.</summary>
    public RebuildCause Cause { get; init; }

    /// <summary>These are not merged again: <c>--rebuild-exclude</c>.</summary>
    public ImmutableArray<PackageFilter> Exclude { get; init; } = [];

    /// <summary>For these nothing is merged again: <c>--rebuild-ignore</c>.</summary>
    public ImmutableArray<PackageFilter> Ignore { get; init; } = [];

    /// <summary>Whether what is built against a slot (<c>:=</c>) is merged again for a newer slot: <c>--rebuild-if-new-slot</c>. Null leaves it to emerge, which does so.</summary>
    public bool? ForNewSlots { get; init; }

    /// <summary>Whether the slot and sub-slot that a package was built against do not bind it: <c>--ignore-built-slot-operator-deps</c>. Null leaves it to emerge, for which they do.</summary>
    public bool? IgnoreBuiltSlots { get; init; }

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public IEnumerable<string> Arguments =>
    [
        .. Cause switch
        {
            RebuildCause.NewVersion => ["--rebuild-if-new-ver"],
            RebuildCause.NewRevision => ["--rebuild-if-new-rev"],
            RebuildCause.Unbuilt => (string[])["--rebuild-if-unbuilt"],
            _ => [],
        },
        .. Exclude.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--rebuild-exclude={filter}")),
        .. Ignore.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--rebuild-ignore={filter}")),
        .. Argument.Choice("--rebuild-if-new-slot", ForNewSlots),
        .. Argument.Choice("--ignore-built-slot-operator-deps", IgnoreBuiltSlots),
    ];

    /// <inheritdoc/>
    public bool Equals(Rebuilds? other) => other is not null && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cause, ForNewSlots, IgnoreBuiltSlots, Exclude.Length, Ignore.Length);
}
