namespace Stage3.Eclasses.History;

/// <summary>Which part of a history to look at.</summary>
/// <param name="EclassFolder">The eclass folder inside the tree, such as <c>eclass</c>, or <c>.</c> for the top; null for every folder of that name that ever was.</param>
/// <param name="Revisions">A range as git-rev-list(1) takes it (<c>v1..main</c>); null for everything that any ref reaches.</param>
public sealed record HistoryScope(string? EclassFolder, string? Revisions)
{
    /// <summary>The whole history and all folders.</summary>
    public static HistoryScope All { get; } = new(null, null);

    /// <summary>A file of the folder as git names it; <c>.</c> is the tree's top.</summary>
    internal static string PathOf(string folder, string name) => folder == "." ? name : $"{folder}/{name}";

    /// <summary>What to do about <see cref="Problem"/>.</summary>
    public string Remedy => Revisions is { } range && (range.Length == 0 || range.StartsWith('-'))
        ? "name revisions as git-rev-list(1) takes them, such as v1..main"
        : "name the folder as it is called from the top of the tree, such as eclass";

    /// <summary>What is wrong with it, one sentence; null where nothing is.</summary>
    public string? Problem =>
        Revisions is { } range && (range.Length == 0 || range.StartsWith('-')) ? $"'{range}' is no range of revisions"
        : EclassFolder is { } folder and not "." && (folder.StartsWith('/') || folder.Split('/').Any(part => part is "" or "." or ".."))
            ? $"'{folder}' is no folder inside the tree"
        : null;
}
