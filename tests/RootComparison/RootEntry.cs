namespace Stage3.RootComparison;

/// <summary>One path of a root, with all that makes two roots equal but times.</summary>
/// <param name="Type">File, Folder, Symlink, ….</param>
/// <param name="Mode">Permission bits, octal.</param>
/// <param name="Owner">Numbers of user and group.</param>
/// <param name="Content">A file's size and SHA-256, a symlink's target, a device's number.</param>
/// <param name="Xattrs">Extended attributes, by name.</param>
/// <param name="Links">The first of all names that the file has; its own name where it has one only.</param>
public sealed record RootEntry(string Type, string Mode, string Owner, string Content, string Xattrs, string Links);
