using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Ebuilds;

/// <summary>One entry of IUSE: <c>flag</c>, <c>+flag</c> (on by default) or <c>-flag</c> (off by default). Source: PMS 7.3.1.</summary>
public sealed record IuseFlag(UseFlag Flag, bool? Default)
{
    /// <summary>Reads one entry.</summary>
    /// <exception cref="FormatException">The text is no such entry, or has a default that the EAPI does not know.</exception>
    public static IuseFlag Parse(string text, Eapi eapi) => TryParse(text, eapi, out var flag)
        ? flag
        : throw new FormatException($"'{text}' is not an entry of IUSE in EAPI {eapi}: a flag{(eapi.HasIuseDefaults ? ", '+' or '-' before it" : "")}");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, Eapi eapi, [NotNullWhen(true)] out IuseFlag? flag)
    {
        flag = null;
        if (string.IsNullOrEmpty(text)) return false;
        bool? byDefault = text[0] switch { '+' => true, '-' => false, _ => null };
        if (byDefault is not null && !eapi.HasIuseDefaults) return false;
        if (UseFlag.TryParse(byDefault is null ? text : text[1..], out var name)) flag = new IuseFlag(name, byDefault);
        return flag is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => (Default switch { true => "+", false => "-", _ => "" }) + Flag;
}
