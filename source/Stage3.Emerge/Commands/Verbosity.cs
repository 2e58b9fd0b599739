namespace Stage3.Emerge.Commands;

/// <summary>How much emerge says: emerge(1), <c>--quiet</c>, <c>--verbose</c>, <c>--quiet-build</c>.</summary>
public enum Verbosity
{
    /// <summary>As it does by itself.</summary>
    Normal,

    /// <summary>What is built goes to the logs alone: <c>--quiet-build=y</c>.</summary>
    QuietBuild,

    /// <summary>Less of everything: <c>--quiet</c>.</summary>
    Quiet,

    /// <summary>USE flags and sizes too: <c>--verbose</c>.</summary>
    Verbose,
}
