using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>How many packages are built at once: emerge(1), <c>--jobs</c>.</summary>
public readonly record struct Jobs
{
    private readonly int moreThanOne;

    private Jobs(int count) => moreThanOne = count - 1;

    /// <summary>One package after the other; the default.</summary>
    public static Jobs One => default;

    /// <summary>The number, from 1.</summary>
    public int Count => moreThanOne + 1;

    /// <summary>As many as given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public static Jobs Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Jobs(count);
    }

    /// <summary>The arguments of <c>emerge</c>; none for one job.</summary>
    public IEnumerable<string> Arguments =>
        Count == 1 ? [] : [string.Create(CultureInfo.InvariantCulture, $"--jobs={Count}")];
}
