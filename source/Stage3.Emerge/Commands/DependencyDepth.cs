using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>How many levels of dependencies are looked at: emerge(1), <c>--deep[=DEPTH]</c>.</summary>
public readonly record struct DependencyDepth
{
    private readonly int? levels;

    private DependencyDepth(int levels) => this.levels = levels;

    /// <summary>All of them.</summary>
    public static DependencyDepth Unlimited => default;

    /// <summary>The number of levels; null for all.</summary>
    public int? Levels => levels;

    /// <summary>As many levels as given, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0.</exception>
    public static DependencyDepth Of(int levels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(levels);
        return new DependencyDepth(levels);
    }

    /// <summary>The argument of <c>emerge</c>.</summary>
    public override string ToString() => levels is null ? "--deep" : string.Create(CultureInfo.InvariantCulture, $"--deep={levels}");
}
