using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>
/// A change as it would be written for the very text that it was applied to: lines where the hunks were found, and
/// context as it is there, which differs from the patch's where fuzz was allowed.
/// </summary>
public static class PlacedChange
{
    /// <summary>The change at its true place.</summary>
    public static FileChange Of(FileChange change, PatchApplication application)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(application);
        var after = ByteLines.Split(application.Result ?? throw new ArgumentException("the change was not applied", nameof(application)));
        return new FileChange(change.Path, [.. HunkWindow.Of(change, application).Select(window => Hunk(window, after))]);
    }

    private static Hunk Hunk(HunkWindow window, ImmutableArray<ReadOnlyMemory<byte>> after)
    {
        var lines = ImmutableArray.CreateBuilder<HunkLine>(window.Hunk.Lines.Length);
        var at = window.After;
        foreach (var line in window.Hunk.Lines)
        {
            lines.Add(line.Kind == HunkLineKind.Context ? line with { Content = after[at] } : line);
            if (line.Kind != HunkLineKind.Removed) at++;
        }

        return new Hunk(
            Start(window.Before, window.Hunk.Before.Length),
            Start(window.After, window.Hunk.After.Length),
            window.Hunk.Section,
            lines.ToImmutable());
    }

    /// <summary>A side without lines names the line before it.</summary>
    private static int Start(int index, int count) => count == 0 ? index : index + 1;
}
