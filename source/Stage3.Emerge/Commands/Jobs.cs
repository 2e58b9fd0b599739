using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>How many packages are built at once: emerge(1), <c>--jobs</c>, <c>--load-average</c>, <c>--jobs-tmpdir-require-free-gb</c>.</summary>
public readonly record struct Jobs
{
    // So that the default value is one job without a limit of the load.
    private readonly int moreThanOne;

    private Jobs(int count, double? load, int? free) => (moreThanOne, LoadAverage, FreeGigabytes) = (count - 1, load, free);

    /// <summary>One package after the other; the default.</summary>
    public static Jobs One => default;

    /// <summary>As many as dependencies allow: <c>--jobs</c> without a number.</summary>
    public static Jobs Unlimited => new(int.MaxValue, null, null);

    /// <summary>The number, from 1; the greatest there is where it is not limited.</summary>
    public int Count => moreThanOne + 1;

    /// <summary>The load from which on no further package is begun while another is built; null for none.</summary>
    public double? LoadAverage { get; }

    /// <summary>
    /// How many GiB PORTAGE_TMPDIR must have left for a further package to be begun beside others; 0 for none. Null leaves it to emerge, whose newer
    /// versions want 18.
    /// </summary>
    public int? FreeGigabytes { get; }

    /// <summary>As many as given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public static Jobs Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Jobs(count, null, null);
    }

    /// <summary>As many, but none is begun while the load average is that high: <c>--load-average</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number above 0.</exception>
    public Jobs UpToLoad(double load)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(load);
        if (!double.IsFinite(load)) throw new ArgumentOutOfRangeException(nameof(load), load, "--load-average takes a finite number");
        return new Jobs(Count, load, FreeGigabytes);
    }

    /// <summary>As many, where PORTAGE_TMPDIR has that much left: <c>--jobs-tmpdir-require-free-gb</c>, of newer versions of emerge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public Jobs WithFree(int gigabytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gigabytes);
        return new Jobs(Count, LoadAverage, gigabytes);
    }

    /// <summary>The arguments of <c>emerge</c>; none for one job.</summary>
    public IEnumerable<string> Arguments =>
    [
        .. Count switch { 1 => [], int.MaxValue => ["--jobs"], _ => (string[])[string.Create(CultureInfo.InvariantCulture, $"--jobs={Count}")] },
        .. FreeGigabytes is { } free ? [string.Create(CultureInfo.InvariantCulture, $"--jobs-tmpdir-require-free-gb={free}")] : Array.Empty<string>(),
        .. LoadAverage is { } load ? [string.Create(CultureInfo.InvariantCulture, $"--load-average={load:R}")] : Array.Empty<string>(),
    ];
}
