using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>Which folders a run writes to, as few as do: what lies in one of them can be renamed into any other place of it.</summary>
internal static class WorkFolders
{
    /// <summary>The folders to leave writable.</summary>
    /// <param name="root">Where packages are merged.</param>
    /// <param name="temporary">Where they are built or unpacked: files are moved from here into the root, within one mount.</param>
    /// <param name="others">What else is written to.</param>
    internal static ImmutableArray<HostPath> Of(HostPath root, HostPath temporary, params IEnumerable<HostPath> others)
    {
        var shared = CommonParent(root, temporary);
        // A folder right below "/" is not of this run alone, and a mount over it would hide what others mount below it later.
        HostPath[] first = shared.Parent.Value == "/" ? [root, temporary] : [shared];
        var chosen = new List<HostPath>();
        foreach (var folder in first.Concat(others).OrderBy(each => each.Value.Length))
        {
            if (!chosen.Any(each => each.Contains(folder))) chosen.Add(folder);
        }

        return [.. chosen];
    }

    private static HostPath CommonParent(HostPath left, HostPath right)
    {
        var folder = left;
        while (!folder.Contains(right)) folder = folder.Parent;
        return folder;
    }
}
