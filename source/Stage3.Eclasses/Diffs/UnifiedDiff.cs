using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Eclasses.Diffs;

/// <summary>
/// A unified diff in git's format, as git-diff(1) describes it: changes of the content of files that are there before
/// and after. Renames, copies, modes, binary changes, made and deleted files are refused by name: a patch of an eclass
/// needs none of them.
/// </summary>
public sealed class UnifiedDiff
{
    internal UnifiedDiff(string preamble, ImmutableArray<FileChange> files)
    {
        Preamble = preamble;
        Files = files;
    }

    /// <summary>The text before the first file: what the patch is for, and its licence.</summary>
    public string Preamble { get; }

    /// <summary>The changed files, each once; at least one.</summary>
    public ImmutableArray<FileChange> Files { get; }

    /// <summary>Reads a patch.</summary>
    /// <exception cref="FormatException">The text is no such patch; the message names the line.</exception>
    public static UnifiedDiff Parse(ReadOnlyMemory<byte> text) =>
        TryParse(text, out var diff, out var error) ? diff : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value: one sentence that starts with the line's number.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> text,
        [NotNullWhen(true)] out UnifiedDiff? diff,
        [NotNullWhen(false)] out string? error)
    {
        var reader = new UnifiedDiffReader(ByteLines.Split(text));
        diff = reader.Read();
        error = diff is null ? reader.Error : null;
        return diff is not null;
    }
}
