using System.Globalization;
using Stage3.Linux;

namespace Stage3.SourceDates;

/// <summary>The date of what a stage is built from: no time in the archive is later, and its name carries it.</summary>
/// <param name="Time">The date, whole seconds, UTC; null where it is the time at which packing begins.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Commit">The commit, in full, where the tree is in a git repository.</param>
public sealed record SourceDate(DateTimeOffset? Time, SourceDateOrigin Origin, string? Commit = null)
{
    private const long LatestOfFourDigitYears = 253402300799;

    /// <summary>Finds the date.</summary>
    /// <param name="epoch">What <c>SOURCE_DATE_EPOCH</c> says: seconds since 1970; null or empty where it is not set.</param>
    /// <param name="tree">The ebuild repository that is built.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Stage3Exception">The variable holds no time.</exception>
    public static async Task<SourceDate> FindAsync(string? epoch, HostPath tree, CancellationToken cancellation)
    {
        var commit = await TreeCommit.FindAsync(tree, cancellation);
        if (!string.IsNullOrEmpty(epoch)) return new(Parse(epoch), SourceDateOrigin.Environment, commit?.Hash);
        return commit is null ? new(null, SourceDateOrigin.Clock) : new(commit.Time, SourceDateOrigin.Commit, commit.Hash);
    }

    /// <summary>What a step is keyed by: the date, or that there is none.</summary>
    public string Key => Time is { } time ? time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : "none";

    /// <summary>For people.</summary>
    public override string ToString() => Time is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss}Z, {(Origin == SourceDateOrigin.Environment ? "SOURCE_DATE_EPOCH" : $"the time of commit {Commit}")}")
        : "none: neither SOURCE_DATE_EPOCH nor a commit of the tree; times are those of the build, and another build will differ";

    private static DateTimeOffset Parse(string epoch) =>
        long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestOfFourDigitYears
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new Stage3Exception(
                $"'{epoch}' is no time",
                "the environment variable SOURCE_DATE_EPOCH",
                "set it to seconds since 1970, for instance by $(git log -1 --format=%ct), or unset it");
}
