using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Signatures;

/// <summary>The fingerprint of an OpenPGP key, which nobody makes a second key for: 40 hexadecimal digits, or 64 of version 6 (RFC 9580, 5.5.4).</summary>
public sealed record OpenPgpFingerprint
{
    private OpenPgpFingerprint(string digits) => Digits = digits;

    /// <summary>The digits, letters in capitals, no blanks.</summary>
    public string Digits { get; }

    /// <summary>Reads a fingerprint; blanks between the digits, as gpg writes them, count for nothing.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static OpenPgpFingerprint Parse(string text) => TryParse(text, out var fingerprint)
        ? fingerprint
        : throw new FormatException($"'{text}' is not the fingerprint of an OpenPGP key: 40 or 64 hexadecimal digits");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OpenPgpFingerprint? fingerprint)
    {
        var digits = (text ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        fingerprint = digits.Length is 40 or 64 && digits.All(char.IsAsciiHexDigitUpper) ? new OpenPgpFingerprint(digits) : null;
        return fingerprint is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Digits;
}
