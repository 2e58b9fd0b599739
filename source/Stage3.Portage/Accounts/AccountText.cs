using System.Text;

namespace Stage3.Portage.Accounts;

/// <summary>
/// Text of account files, which are bytes and mostly UTF-8. Valid UTF-8 is decoded; a byte that is not part of it
/// becomes the lone surrogate U+DC00 + byte (0x80 → U+DC80), as Python's <c>surrogateescape</c> does. So different bytes never
/// become equal text, and <see cref="Encode"/> gives back exactly the bytes.
/// </summary>
public static class AccountText
{
    private const int Escape = 0xDC00;

    /// <summary>The text of the bytes; never fails and loses nothing.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done;
            if (valid)
                text.Append(rune.ToString());
            else
                foreach (var wrong in bytes[..consumed]) text.Append((char)(Escape + wrong));
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    /// <summary>The bytes that <see cref="Decode"/> was given.</summary>
    /// <exception cref="FormatException">The text holds a lone surrogate that <see cref="Decode"/> never makes.</exception>
    public static byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var index = 0; index < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                index += rune.Utf16SequenceLength;
            }
            else
            {
                var value = text[index++] - Escape;
                if (value is < 0x80 or > 0xFF) throw new FormatException($"'{Display(text)}' holds half a character");
                bytes.Add((byte)value);
            }
        }
        return [.. bytes];
    }

    /// <summary>The text as a report may show it: control characters and bytes that are not UTF-8 as <c>\xNN</c>.</summary>
    public static string Display(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsControl(character))
                shown.Append($"\\x{(int)character:x2}");
            else if (!char.IsSurrogate(character))
                shown.Append(character);
            else if (Rune.TryGetRuneAt(text, index, out _))
                shown.Append(character).Append(text[++index]);
            else
                shown.Append($"\\x{character & 0xFF:x2}");
        }
        return shown.ToString();
    }
}
