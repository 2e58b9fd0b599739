using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;

namespace Stage3.Integration;

/// <summary>The texts of the files in <c>/etc</c> of a tarball, by path.</summary>
internal static class AccountFiles
{
    public static Dictionary<string, string> Of(HostPath tarball)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var compressed = File.OpenRead(tarball.Value);
        using var plain = Compression.Xz.OpenReader(compressed, tarball.Name);
        var reader = new PaxReader(plain, tarball.Name);
        while (reader.Read() is { } entry)
        {
            if (entry.Path.Parent.ToString() != "/etc" || entry.Type != PaxEntryType.File) continue;
            using var content = new StreamReader(reader.Content, Encoding.Latin1, leaveOpen: true);
            texts.Add(entry.Path.ToString(), content.ReadToEnd());
        }

        return texts;
    }
}
