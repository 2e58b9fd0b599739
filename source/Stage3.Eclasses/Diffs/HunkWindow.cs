using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>Which lines a placed hunk covers before and after, from 0.</summary>
internal readonly record struct HunkWindow(Hunk Hunk, int Before, int After)
{
    public int BeforeEnd => Before + Hunk.Before.Length;

    public int AfterEnd => After + Hunk.After.Length;

    /// <summary>The windows in the order of their lines, which for a patch that was moved need not be the patch's order.</summary>
    public static ImmutableArray<HunkWindow> Of(FileChange change, PatchApplication application)
    {
        var windows = ImmutableArray.CreateBuilder<HunkWindow>();
        var shift = 0;
        foreach (var window in Covered(change, application))
        {
            windows.Add(window with { Before = window.After - shift });
            shift += window.Hunk.After.Length - window.Hunk.Before.Length;
        }

        return windows.ToImmutable();
    }

    /// <summary>A placement's line was true when it was made; a hunk placed above a former one later moved that down.</summary>
    private static IOrderedEnumerable<HunkWindow> Covered(FileChange change, PatchApplication application)
    {
        var windows = new List<HunkWindow>();
        foreach (var placement in application.Placements)
        {
            var hunk = change.Hunks[placement.Number - 1];
            var start = placement.Line - 1;
            for (var index = 0; index < windows.Count; index++)
                if (windows[index].After > start || windows[index].After == start && windows[index].Hunk.After.Length > 0)
                    windows[index] = windows[index] with { After = windows[index].After + hunk.After.Length - hunk.Before.Length };
            windows.Add(new HunkWindow(hunk, 0, start));
        }

        return windows.OrderBy(window => window.After).ThenBy(window => window.AfterEnd);
    }
}
