using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Configuration;

namespace Stage3.Portage.Installed;

/// <summary>What a package put into the root, one entry a path, in the order of a walk: the CONTENTS of the installed database.</summary>
public sealed class Contents
{
    private readonly ImmutableSortedDictionary<BytePath, ContentsEntry> entries;

    private Contents(ImmutableSortedDictionary<BytePath, ContentsEntry> entries) => this.entries = entries;

    /// <summary>Nothing.</summary>
    public static Contents Empty { get; } = new(ImmutableSortedDictionary<BytePath, ContentsEntry>.Empty);

    /// <summary>The entries in the order of a walk.</summary>
    public IEnumerable<ContentsEntry> Entries => entries.Values;

    /// <summary>How many there are.</summary>
    public int Count => entries.Count;

    /// <summary>The entry of a path; null where the package does not name it. Parents of named paths are answered only where they are named themselves.</summary>
    public ContentsEntry? this[BytePath path] => entries.TryGetValue(path, out var entry) ? entry : null;

    /// <summary>The entries; of two with the same path the later one counts.</summary>
    public static Contents Of(IEnumerable<ContentsEntry> entries)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<BytePath, ContentsEntry>();
        foreach (var entry in entries) builder[entry.Path] = entry;
        return new(builder.ToImmutable());
    }

    /// <summary>Reads a CONTENTS file; empty where there is none, as a package without files may have none.</summary>
    /// <exception cref="ConfigurationException">All lines that are not CONTENTS.</exception>
    public static Contents Read(HostPath file) => EntryFile.Read(file) is { } bytes ? Parse(bytes, file) : Empty;

    /// <summary>Parses bytes that stand for the file.</summary>
    /// <exception cref="ConfigurationException">All lines that are not CONTENTS.</exception>
    public static Contents Parse(ReadOnlySpan<byte> bytes, HostPath file)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<BytePath, ContentsEntry>();
        var problems = new List<ConfigurationProblem>();
        var number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range];
            if (line.IsEmpty) continue;
            if (ContentsEntry.TryParse(line, out var entry)) builder[entry.Path] = entry;
            else problems.Add(new(file, number, $"'{ByteString.Of(line)}' is not an entry of CONTENTS"));
        }

        ConfigurationException.ThrowIfAny(problems);
        return new(builder.ToImmutable());
    }

    /// <summary>Writes the lines, in order, each with its newline.</summary>
    public void Write(Stream stream)
    {
        foreach (var entry in Entries)
        {
            stream.Write(entry.ToLine().Span);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return stream.ToArray();
    }
}
