using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>
/// The ini files of Portage (<c>repos.conf</c>, <c>sets.conf</c>): <c>[section]</c>, <c>key = value</c> or <c>key: value</c>, comment lines with <c>#</c>
/// or <c>;</c>, a line that begins with white space goes on with the value before. A file or a folder of them; later files add to sections.
/// </summary>
public sealed class IniFile
{
    private readonly SortedList<string, IniSection> sections = new(StringComparer.Ordinal);
    private readonly List<ConfigurationProblem> problems = [];

    private IniFile()
    {
    }

    /// <summary>The sections by name, in ordinal order.</summary>
    public ImmutableArray<IniSection> Sections => [.. sections.Values];

    /// <summary>Reads a file or folder; no sections where there is none.</summary>
    /// <exception cref="ConfigurationException">All lines that cannot be read.</exception>
    public static IniFile Read(HostPath path) =>
        Collect(ini =>
        {
            foreach (var file in ListFile.Files(path)) ini.Take(File.ReadAllText(file.Value, Encoding.UTF8), file);
        });

    /// <summary>Parses text that stands for <paramref name="file"/>.</summary>
    /// <exception cref="ConfigurationException">All lines that cannot be read.</exception>
    public static IniFile Parse(string text, HostPath file) => Collect(ini => ini.Take(text, file));

    private static IniFile Collect(Action<IniFile> fill)
    {
        var ini = new IniFile();
        fill(ini);
        ConfigurationException.ThrowIfAny(ini.problems);
        return ini;
    }

    private void Take(string text, HostPath file)
    {
        string? section = null, key = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (char.IsWhiteSpace(raw[0]) && section is not null && key is not null) Continue(section, key, line);
            else if (line[0] == '[') (section, key) = (Open(line, file, number), null);
            else key = Assign(section, line, file, number);
        }
    }

    private string? Open(string line, HostPath file, int number)
    {
        var name = line[^1] == ']' ? line[1..^1].Trim() : "";
        if (name.Length == 0)
        {
            problems.Add(new(file, number, $"'{line}' is not a section: write [name]"));
            return null;
        }

        var known = sections.GetValueOrDefault(name)?.Values ?? ImmutableSortedDictionary.Create<string, IniValue>(StringComparer.Ordinal);
        sections[name] = new IniSection(name, file, number, known);
        return name;
    }

    private string? Assign(string? section, string line, HostPath file, int number)
    {
        var at = line.IndexOfAny(['=', ':']);
        if (at <= 0) problems.Add(new(file, number, $"'{line}' is neither '[section]' nor 'key = value'"));
        else if (section is null) problems.Add(new(file, number, $"'{line}' stands before the first [section]"));
        else return Set(section, line[..at].Trim().ToLowerInvariant(), new IniValue(line[(at + 1)..].Trim(), file, number));
        return null;
    }

    private void Continue(string section, string key, string line)
    {
        var value = sections[section].Values[key];
        Set(section, key, value with { Text = $"{value.Text}\n{line}" });
    }

    private string Set(string section, string key, IniValue value)
    {
        sections[section] = sections[section] with { Values = sections[section].Values.SetItem(key, value) };
        return key;
    }
}
