namespace Stage3.Chroot.References;

/// <summary>One assignment of a file in the manner of systemd units and desktop entries.</summary>
/// <param name="Section">The section it is in.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, without blanks around it.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line that the assignment begins on.</param>
internal sealed record Assignment(string Section, string Key, string Value, string Path, int Line)
{
    /// <summary>The assignments in file order.</summary>
    public static IEnumerable<Assignment> Read(ConfigFile file)
    {
        var section = "";
        foreach (var (text, line) in file.JoinedLines())
        {
            var trimmed = text.Trim();
            if (trimmed is [] or ['#' or ';', ..]) continue;
            if (trimmed is ['[', .. var name, ']'])
                section = name;
            else if (trimmed.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                yield return new(section, trimmed[..equals].TrimEnd(), trimmed[(equals + 1)..].TrimStart(), file.Path, line);
        }
    }
}
