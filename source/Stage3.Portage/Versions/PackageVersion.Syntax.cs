using System.Collections.Immutable;

namespace Stage3.Portage.Versions;

/// <content>Grammar: PMS 3.2.</content>
public sealed partial record PackageVersion
{
    private static readonly ImmutableArray<(string Word, VersionSuffix Kind)> Words =
    [
        ("_alpha", VersionSuffix.Alpha), ("_beta", VersionSuffix.Beta), ("_pre", VersionSuffix.Pre), ("_rc", VersionSuffix.Rc), ("_p", VersionSuffix.P),
    ];

    internal static bool IsVersion(ReadOnlySpan<char> text)
    {
        if (!SkipDigits(ref text)) return false;
        while (text.Length > 1 && text[0] == '.')
        {
            text = text[1..];
            if (!SkipDigits(ref text)) return false;
        }

        TakeLetter(ref text);
        while (TakeWord(ref text) is not null) SkipDigits(ref text);
        return text.IsEmpty || (text.StartsWith("-r", StringComparison.Ordinal) && text.Length > 2 && !text[2..].ContainsAnyExceptInRange('0', '9'));
    }

    private static ImmutableArray<string> TakeNumbers(ref ReadOnlySpan<char> rest)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        do
        {
            if (numbers.Count > 0) rest = rest[1..];
            numbers.Add(TakeDigits(ref rest));
        }
        while (!rest.IsEmpty && rest[0] == '.');
        return numbers.DrainToImmutable();
    }

    private static char TakeLetter(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || !char.IsAsciiLetterLower(rest[0])) return '\0';
        var letter = rest[0];
        rest = rest[1..];
        return letter;
    }

    private static ImmutableArray<(VersionSuffix Kind, string Number)> TakeSuffixes(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '_') return [];
        var suffixes = ImmutableArray.CreateBuilder<(VersionSuffix, string)>();
        while (TakeWord(ref rest) is { } kind) suffixes.Add((kind, TakeDigits(ref rest).TrimStart('0')));
        return suffixes.DrainToImmutable();
    }

    private static VersionSuffix? TakeWord(ref ReadOnlySpan<char> rest)
    {
        foreach (var (word, kind) in Words)
        {
            if (!rest.StartsWith(word, StringComparison.Ordinal)) continue;
            rest = rest[word.Length..];
            return kind;
        }

        return null;
    }

    private static string TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var all = rest;
        SkipDigits(ref rest);
        return all[..^rest.Length].ToString();
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        if (end == 0 || rest.IsEmpty) return false;
        rest = end < 0 ? [] : rest[end..];
        return true;
    }
}
