namespace Stage3.RootComparison;

/// <summary>One path of a root, or one part of an entry of its database, with all that makes two roots equal.</summary>
/// <param name="Type">File, Folder, Symlink, …; of a part, what it is there.</param>
/// <param name="Mode">Permission bits, octal.</param>
/// <param name="Owner">Numbers of user and group.</param>
/// <param name="Content">A file's size and SHA-256, a symlink's target, a device's number; of a part, what it says.</param>
/// <param name="Xattrs">Extended attributes, by name.</param>
/// <param name="Links">The first of all names that the file has; its own name where it has one only.</param>
/// <param name="Modified">The second in which its content changed last, which is all that Portage's tar keeps exactly; empty where times are not compared, and of what no package owns.</param>
public sealed record RootEntry(string Type, string Mode, string Owner, string Content, string Xattrs, string Links, string Modified);
