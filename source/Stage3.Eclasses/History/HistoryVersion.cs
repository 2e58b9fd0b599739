using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.History;

/// <summary>A distinct set of eclasses in one folder of a history, with the commit that first had it.</summary>
/// <param name="Commit">The commit's id, 40 or 64 hexadecimal digits.</param>
/// <param name="Date">The day it was committed, in the committer's own time zone.</param>
/// <param name="Folder">The eclass folder inside the tree.</param>
/// <param name="Eclasses">The eclasses.</param>
public sealed record HistoryVersion(string Commit, DateOnly Date, string Folder, EclassSet Eclasses);
