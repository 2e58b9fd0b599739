using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Emerge.Commands;

public sealed partial record EmergeCommand
{
    /// <summary>Reads arguments as somebody wrote them for emerge(1).</summary>
    /// <exception cref="FormatException">Something is wrong with them; the message says all of it.</exception>
    public static EmergeCommand Parse(IEnumerable<string> arguments) =>
        TryParse(arguments, out var command, out var problems) ? command : throw new FormatException("this is no emerge command:\n    " + string.Join("\n    ", problems));

    /// <summary>As <see cref="Parse"/>, but what is wrong is a value: all of it, in the order of the arguments, contradictions last.</summary>
    /// <param name="arguments">Options, short or long, and packages. <c>--root</c>, <c>--config-root</c> and a package must be there.</param>
    /// <param name="command">The command.</param>
    /// <param name="problems">Why there is none; empty where there is.</param>
    public static bool TryParse(IEnumerable<string> arguments, [NotNullWhen(true)] out EmergeCommand? command, out ImmutableArray<string> problems)
    {
        var words = EmergeWords.Read(arguments ?? throw new ArgumentNullException(nameof(arguments)));
        command = new CommandReading(words).Command();
        problems = [.. words.Problems];
        if (!problems.IsEmpty) command = null;
        return command is not null;
    }
}
