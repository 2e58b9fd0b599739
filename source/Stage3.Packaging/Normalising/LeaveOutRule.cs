using Stage3.Linux.Files;

namespace Stage3.Packaging.Normalising;

/// <summary>A rule that leaves entries out of the archive; a folder with all that is in it.</summary>
public abstract class LeaveOutRule(string name, string reason) : NormalisingRule(name, reason)
{
    /// <summary>Whether an entry is left out.</summary>
    /// <param name="path">The path from the root.</param>
    /// <param name="type">What it is.</param>
    public abstract bool LeavesOut(BytePath path, FileType type);
}
