using System.Collections.Immutable;
using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Scaling;
using Stage3.Emerge.Sharding;
using Stage3.Linux;
using Stage3.Portage.Binhosts;

namespace Stage3.Invocation;

/// <summary>Words of the command line as the types of what is built with, and of what is shared.</summary>
internal static class ScaleWords
{
    /// <summary>How many packages at once, up to which load, and with how much room.</summary>
    /// <exception cref="Stage3Exception">The load is no number above 0.</exception>
    public static Jobs Jobs(int count, string? load, int? freeGigabytes)
    {
        var jobs = Emerge.Commands.Jobs.Of(count);
        if (Load(load) is { } limit) jobs = jobs.UpToLoad(limit);
        return freeGigabytes is { } free ? jobs.WithFree(free) : jobs;
    }

    /// <summary>What a real Portage builds with.</summary>
    /// <exception cref="Stage3Exception">A word cannot be read, or has no meaning without another.</exception>
    public static BuildScale Scale(int? makeJobs, bool share, string? load, HostPath? ccache, int? ccacheGigabytes, string[]? distcc, bool pump)
    {
        if (ccacheGigabytes is not null && ccache is null) throw Alone("--ccache-gigabytes", "--ccache");
        if (share && makeJobs is null) throw Alone("--share-make-jobs", "--make-jobs");
        if (pump && distcc is null) throw Alone("--distcc-pump", "--distcc");
        return new BuildScale
        {
            Make = makeJobs is { } jobs ? new MakeJobs(jobs, Load(load)) { Shared = share } : null,
            Ccache = ccache is null ? null : new CompilerCache(ccache, ccacheGigabytes),
            Distcc = distcc is null ? null : Read("--distcc", string.Join(' ', distcc), _ => Distcc.On([.. distcc.Select(DistccHost.Parse)], pump)),
        };
    }

    /// <summary>A part such as <c>3/8</c>; null for a parameter that is not given.</summary>
    /// <exception cref="Stage3Exception">It is no part.</exception>
    public static Share? AsShare(this string? text, string parameter) => text is null ? null : Read(parameter, text, Share.Parse);

    /// <summary>Binhosts; none for a parameter that is not given.</summary>
    /// <exception cref="Stage3Exception">One is no binhost.</exception>
    public static ImmutableArray<BinhostAddress> AsBinhosts(this string[]? texts) => [.. (texts ?? []).Select(text => Read("--share-from", text, BinhostAddress.Parse))];

    private static double? Load(string? text) => text is null ? null : Read("--load-average", text, word =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var load) && load > 0
            ? load
            : throw new FormatException($"'{word}' is no load: a number above 0 such as 7.5"));

    private static T Read<T>(string parameter, string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            throw new Stage3Exception(malformed.Message, $"{parameter} {text}", "mend the word; ./build.sh --help says what each parameter takes");
        }
    }

    private static Stage3Exception Alone(string parameter, string other) => new($"{parameter} means nothing without {other}", "the command line", $"name {other} too, or leave it out");
}
