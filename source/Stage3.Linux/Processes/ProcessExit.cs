using System.Collections.Frozen;

namespace Stage3.Linux.Processes;

/// <summary>How a child process ended.</summary>
/// <param name="Code">
/// The exit code, 0 to 255. As in every shell, 128 + N stands for death by signal N: a program that itself exits with
/// such a code cannot be told apart.
/// </param>
public readonly record struct ProcessExit(int Code)
{
    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE",
        [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
        [24] = "SIGXCPU", [25] = "SIGXFSZ", [31] = "SIGSYS",
    }.ToFrozenDictionary();

    /// <summary>Exit code 0.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>The number of the signal that ended it; null for an ordinary exit.</summary>
    public int? Signal => Names.ContainsKey(Code - 128) ? Code - 128 : null;

    /// <summary><c>exit code 3</c> or <c>killed by SIGKILL</c>.</summary>
    public override string ToString() => Signal is { } signal ? $"killed by {Names[signal]}" : $"exit code {Code}";
}
