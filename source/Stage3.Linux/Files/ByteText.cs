using System.Buffers;
using System.Text;

namespace Stage3.Linux.Files;

/// <summary>Bytes for people to read.</summary>
internal static class ByteText
{
    /// <summary>UTF-8, with <c>\xNN</c> for what is not, and for control characters and the backslash that would deceive a reader.</summary>
    internal static string Show(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !bytes.Contains((byte)'\\'))
            return Encoding.ASCII.GetString(bytes);

        var text = new StringBuilder(bytes.Length + 16);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == OperationStatus.Done && !Rune.IsControl(rune) && rune.Value != '\\') text.Append(rune.ToString());
            else foreach (var one in bytes[..used]) text.Append("\\x").Append(one.ToString("x2"));
            bytes = bytes[used..];
        }
        return text.ToString();
    }
}
