using System.Collections.Immutable;

namespace Stage3.Linux.Processes;

/// <summary>
/// A program to run, as a value: making it touches nothing, and it can be run any number of times, also at once.
/// The child gets exactly the environment given, an empty standard input unless one is given, and takes everything
/// that it started with it when it ends, when it is cancelled and when this process dies.
/// </summary>
/// <param name="Program">A name to look up on the child's own PATH, or an absolute path.</param>
/// <param name="Arguments">The arguments after the program, each passed on as it is.</param>
public sealed partial record ChildProcess(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>A program with its arguments.</summary>
    public ChildProcess(string program, params IEnumerable<string> arguments) : this(program, [.. arguments])
    {
    }

    /// <summary>The complete environment.</summary>
    public ChildEnvironment Environment { get; init; } = ChildEnvironment.Clean;

    /// <summary>Where it starts; <c>/</c> unless said otherwise.</summary>
    public HostPath WorkingFolder { get; init; } = HostPath.Parse("/");

    /// <summary>What it reads, as UTF-8; null is an empty input.</summary>
    public string? StandardInput { get; init; }

    /// <summary>A file that all output is appended to, both streams in order of arrival; null for none.</summary>
    public HostPath? LogFile { get; init; }

    /// <summary>Told of each line; called by one thread at a time, and it delays the child when it is slow.</summary>
    public Action<OutputLine>? OnLine { get; init; }

    /// <summary>How long it may take to end after an interrupt, before it is killed.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The program's name without its folder.</summary>
    public string Name => Path.GetFileName(Program);

    /// <summary>The command line as one would type it into a shell; whole scripts among its words are abridged.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Abridged).Select(Quoted));

    private static string Abridged(string word) =>
        word.Length > 300 && word.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? $"{word[..Math.Min(end, 60)]}…" : word;

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./=:,+@%".Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
