namespace Stage3.Embedded.Phases;

/// <summary>Answers <c>has_version</c> and <c>best_version</c>. Called by one thread a package, by several at once with <c>--jobs</c>.</summary>
public interface IInstalledVersions
{
    /// <summary>The highest installed version that matches.</summary>
    /// <param name="root">Whose packages.</param>
    /// <param name="atom">The dependency atom as the ebuild wrote it.</param>
    /// <returns><c>category/package-version</c>; null where none matches.</returns>
    /// <exception cref="FormatException">The atom is malformed: the phase then dies with the message.</exception>
    string? Best(QueryRoot root, string atom);
}
