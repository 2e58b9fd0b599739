using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>One place of change in a file: the lines before, the lines after, and where they were when it was made.</summary>
public sealed class Hunk
{
    internal Hunk(int oldStart, int newStart, string section, ImmutableArray<HunkLine> lines)
    {
        OldStart = oldStart;
        NewStart = newStart;
        Section = section;
        Lines = lines;
        Before = [.. lines.Where(line => line.Kind != HunkLineKind.Added).Select(line => line.Content)];
        After = [.. lines.Where(line => line.Kind != HunkLineKind.Removed).Select(line => line.Content)];
        LeadingContext = lines.TakeWhile(line => line.Kind == HunkLineKind.Context).Count();
        TrailingContext = lines.Reverse().TakeWhile(line => line.Kind == HunkLineKind.Context).Count();
    }

    /// <summary>The first line before, from 1; 0 where there was none and the file was empty or the hunk only adds.</summary>
    public int OldStart { get; }

    /// <summary>The first line after, from 1; 0 where nothing is left.</summary>
    public int NewStart { get; }

    /// <summary>The text behind the second <c>@@</c>.</summary>
    public string Section { get; }

    /// <summary>All lines, in the patch's order.</summary>
    public ImmutableArray<HunkLine> Lines { get; }

    /// <summary>The lines that must be there for it to apply.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Before { get; }

    /// <summary>The lines that are there when it was applied.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> After { get; }

    /// <summary>How many lines of context come before the first change.</summary>
    public int LeadingContext { get; }

    /// <summary>How many lines of context come after the last change.</summary>
    public int TrailingContext { get; }

    /// <summary>The same change backwards.</summary>
    public Hunk Reversed() => new(NewStart, OldStart, Section, [.. Lines.Select(Reversed)]);

    /// <summary>The hunk's header, as the patch would write it.</summary>
    public string Header =>
        $"@@ -{Range(OldStart, Before.Length)} +{Range(NewStart, After.Length)} @@{(Section.Length > 0 ? " " + Section : "")}";

    private static HunkLine Reversed(HunkLine line) => line.Kind switch
    {
        HunkLineKind.Added => line with { Kind = HunkLineKind.Removed },
        HunkLineKind.Removed => line with { Kind = HunkLineKind.Added },
        _ => line,
    };

    private static string Range(int start, int count) => count == 1 ? $"{start}" : $"{start},{count}";
}
