using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;

namespace Stage3.Integration;

/// <summary>A finished stage tarball: all its entries, and the texts of its account files.</summary>
internal sealed class Tarball
{
    private readonly Dictionary<string, string> texts = [];

    private Tarball()
    {
    }

    public List<PaxEntry> Entries { get; } = [];

    public static Tarball Read(HostPath file)
    {
        var tarball = new Tarball();
        using var compressed = File.OpenRead(file.Value);
        using var plain = Compression.Xz.OpenReader(compressed, file.Name);
        var reader = new PaxReader(plain, file.Name);
        while (reader.Read() is { } entry)
        {
            tarball.Entries.Add(entry);
            if (entry.Path.Parent.ToString() != "/etc" || entry.Type != PaxEntryType.File) continue;
            using var content = new StreamReader(reader.Content, Encoding.Latin1, leaveOpen: true);
            tarball.texts[entry.Path.ToString()] = content.ReadToEnd();
        }

        return tarball;
    }

    public string Text(string path) => texts[path];
}
