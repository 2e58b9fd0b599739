using System.Globalization;
using System.Text;
using Stage3.Archives.Digests;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Unpacked;

/// <summary>
/// The form of what is written of an image: a tar archive of its members in pax format, as in the package, and behind it a line with its digest. A file's content there is the MD5
/// of what it holds, then either <c>=</c> and the content, or <c>&gt;</c>, its SHA-256, a space and its length.
/// </summary>
internal static class KeptRecord
{
    /// <summary>The name of the file.</summary>
    internal static readonly ByteString Name = ByteString.Of("members");

    /// <summary>What is before content that is at hand.</summary>
    internal const int HeadLength = 33;

    private const string Mark = "stage3-unpacked-1 ";
    private static readonly int SealLength = Mark.Length + 65;

    /// <summary>What stands for content at hand, without the content.</summary>
    internal static string Head(string md5) => $"{md5}=";

    /// <summary>What stands for content in a body.</summary>
    internal static string Reference(string md5, string sha256, long length) => string.Create(CultureInfo.InvariantCulture, $"{md5}>{sha256} {length}");

    /// <summary>Reads what stands for content.</summary>
    internal static KeptContent Parse(ReadOnlyMemory<byte> text, FolderHandle bodies)
    {
        if (text.Length < HeadLength) throw new FormatException("the content of a file has no MD5");
        var (md5, mark) = (Encoding.ASCII.GetString(text.Span[..32]), text.Span[32]);
        if (mark == (byte)'=') return new KeptContent(md5, text.Length - HeadLength, text[HeadLength..], null, default);
        var words = Encoding.ASCII.GetString(text.Span[HeadLength..]).Split(' ');
        return mark == (byte)'>' && words is [{ Length: 64 } sha256, var length] && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new KeptContent(md5, bytes, default, bodies, ByteString.Of(sha256))
            : throw new FormatException("the content of a file is neither there nor named");
    }

    /// <summary>The line behind a record.</summary>
    internal static byte[] Seal(Digest sha256) => Encoding.ASCII.GetBytes($"{Mark}{sha256.Hex}\n");

    /// <summary>Whether a record is as it was written; it then stands at its beginning.</summary>
    internal static bool IsWhole(FileStream record)
    {
        var length = record.Length - SealLength;
        if (length < 0) return false;
        var seal = new byte[SealLength];
        record.Position = length;
        record.ReadExactly(seal);
        record.Position = 0;
        using var digester = new Digester(DigestKind.Sha256);
        var buffer = new byte[128 * 1024];
        for (var left = length; left > 0;)
        {
            var got = record.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (got == 0) return false;
            digester.Append(buffer.AsSpan(0, got));
            left -= got;
        }

        record.Position = 0;
        return seal.AsSpan().SequenceEqual(Seal(digester.Finish()[0]));
    }
}
