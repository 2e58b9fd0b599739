namespace Stage3.Embedded.Merging;

/// <summary>Why a package cannot be merged.</summary>
public enum MergeProblemKind
{
    /// <summary>Another package owns the file, or nobody does and it is to be kept.</summary>
    Collision,

    /// <summary>Something of another type is there: a file for a folder, a folder for a file or symlink (PMS 13.2.2).</summary>
    TypeConflict,

    /// <summary>Two members end up at one path, by a symlink in the root or as duplicates.</summary>
    DuplicateMember,

    /// <summary>The image is no tree: a member below something that is no folder, a hard link to a member that is not before it.</summary>
    MalformedImage,
}
