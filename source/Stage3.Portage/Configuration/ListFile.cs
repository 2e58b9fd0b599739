using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Reads the line lists of profiles and of <c>/etc/portage</c>: a file, or a folder whose members are read in ordinal order, each
/// folder in it likewise (portage(5), PMS 5.2). Hidden members, those that end with <c>~</c>, and version control folders do not count.
/// </summary>
public static class ListFile
{
    private static readonly ImmutableHashSet<string> NotConfiguration = ["CVS", "RCS", "SCCS", ".bzr", ".git", ".hg", ".svn"];

    /// <summary>The lines; none where there is no such file. A word that starts with <c>#</c> ends its line.</summary>
    public static ImmutableArray<SourceLine> Read(HostPath path) => [.. Files(path).SelectMany(ReadFile)];

    /// <summary>The lines of a text that stands for the file.</summary>
    public static ImmutableArray<SourceLine> Parse(string text, HostPath file) => [.. Lines(text.Split('\n'), file)];

    /// <summary>The files that a list consists of: itself, its members, or none.</summary>
    public static IEnumerable<HostPath> Files(HostPath path)
    {
        if (path.IsFile) return [path];
        if (!path.IsFolder) return [];
        return Directory.GetFileSystemEntries(path.Value)
            .Select(entry => path / Path.GetFileName(entry))
            .Where(entry => entry.Name[0] != '.' && !entry.Name.EndsWith('~') && !NotConfiguration.Contains(entry.Name))
            .Order()
            .SelectMany(Files);
    }

    private static IEnumerable<SourceLine> ReadFile(HostPath file) => Lines(File.ReadLines(file.Value, Encoding.UTF8), file);

    private static IEnumerable<SourceLine> Lines(IEnumerable<string> lines, HostPath file)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#');
            var text = string.Join(' ', words);
            if (text.Length > 0) yield return new SourceLine(file, number, text);
        }
    }
}
