using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Portage.Libraries;

/// <summary>
/// One line of a package's NEEDED.ELF.2: a program or library that it installed, and the libraries that the loader will look for
/// (<c>machine;path;soname;run path;needed;category</c>, the last since Portage 2.2.15).
/// </summary>
/// <param name="Category">What it can be linked with, see <see cref="MultilibCategory"/>.</param>
/// <param name="Path">Where it was installed.</param>
/// <param name="Soname">The name under which others need it; empty where it is no library.</param>
/// <param name="RunPath">Folders that it has the loader look into, besides the usual ones; <c>$ORIGIN</c> is its own.</param>
/// <param name="Needed">Sonames that it needs.</param>
public sealed record NeededEntry(string Category, BytePath Path, string Soname, ImmutableArray<BytePath> RunPath, ImmutableArray<string> Needed)
{
    /// <summary>The file of an entry of the database.</summary>
    public const string Key = "NEEDED.ELF.2";

    // What scanelf(1) writes where there is none.
    private const string NoRunPath = "  -  ";

    /// <summary>Reads the file. What is no entry is passed over: it can keep nothing, and Portage passes over it as well.</summary>
    public static ImmutableArray<NeededEntry> Read(ReadOnlySpan<byte> bytes) =>
        [.. Encoding.UTF8.GetString(bytes).Split('\n').Select(line => TryParse(line, out var entry) ? entry : null).OfType<NeededEntry>()];

    /// <summary>Reads a line.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out NeededEntry? entry)
    {
        ArgumentNullException.ThrowIfNull(line);
        entry = null;
        if (line.Split(';') is not [var machine, var file, var soname, var runPath, var needed, .. var more] || PathOf(file) is not { IsRoot: false } path) return false;
        var category = more is [{ Length: > 0 } named, ..] ? named : MultilibCategory.OfMachine(machine);
        entry = new(category, path, soname, Folders(runPath, path), [.. needed.Split(',', StringSplitOptions.RemoveEmptyEntries)]);
        return true;
    }

    /// <summary>A line as Portage writes it anew.</summary>
    internal static string Normal(string line)
    {
        var fields = line.Split(';');
        var runPath = string.Join(':', fields[3].Split(':', StringSplitOptions.RemoveEmptyEntries).Where(item => item != NoRunPath));
        var needed = string.Join(',', fields[4].Split(',', StringSplitOptions.RemoveEmptyEntries));
        return $"{fields[0]};{fields[1]};{fields[2]};{runPath};{needed};{fields.ElementAtOrDefault(5)}\n";
    }

    /// <summary>A name in the folder of a file; the file itself where it can be none.</summary>
    public static BytePath Beside(BytePath file, string name) => ByteString.Of(name) is var bytes && BytePath.IsName(bytes.Span) ? file.Parent.Child(bytes) : file;

    /// <summary>The folders of a run path, as an ELF file has it; those that depend on more than the file's own place are left out.</summary>
    public static ImmutableArray<BytePath> Folders(string runPath, BytePath file)
    {
        var origin = file.Parent.ToString();
        return
        [
            .. from item in runPath.Split(':', StringSplitOptions.RemoveEmptyEntries)
               where item != NoRunPath
               let expanded = item.Replace("${ORIGIN}", origin, StringComparison.Ordinal).Replace("$ORIGIN", origin, StringComparison.Ordinal)
               where !expanded.Contains('$', StringComparison.Ordinal)
               select PathOf(expanded) into folder
               where folder is not null
               select folder.Value,
        ];
    }

    /// <summary>A path by its text alone, <c>..</c> too: run paths have those before any folder is there. Null where it can be none.</summary>
    internal static BytePath? PathOf(string text)
    {
        var components = new List<string>();
        foreach (var component in text.Split('/'))
        {
            if (component is "" or ".") continue;
            if (component != "..") components.Add(component);
            else if (components.Count > 0) components.RemoveAt(components.Count - 1);
        }

        return BytePath.TryParse(Encoding.UTF8.GetBytes(string.Join('/', components)), out var path) ? path : null;
    }
}
