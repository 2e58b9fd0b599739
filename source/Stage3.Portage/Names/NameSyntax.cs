namespace Stage3.Portage.Names;

/// <summary>The character sets of PMS 3.1, in one place.</summary>
internal static class NameSyntax
{
    internal static bool IsCategory(ReadOnlySpan<char> text) => IsName(text, "+_.-", first: "_");

    internal static bool IsSlot(ReadOnlySpan<char> text) => IsName(text, "+_.-", first: "_");

    internal static bool IsRepository(ReadOnlySpan<char> text) =>
        IsName(text, "_-", first: "_") && !EndsLikeAVersion(text);

    internal static bool IsUseFlag(ReadOnlySpan<char> text) => IsName(text, "+_@-", first: "");

    internal static bool IsPackage(ReadOnlySpan<char> text) => IsName(text, "+_-", first: "_") && !EndsLikeAVersion(text);

    /// <summary>Where the hyphen before the version stands in <c>name-version[-rN]</c>; -1 where there is no version.</summary>
    internal static int VersionHyphen(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOf('-');
        if (last < 0) return -1;
        if (IsRevision(text[(last + 1)..]) && text[..last].LastIndexOf('-') is >= 0 and var before
            && Versions.PackageVersion.IsVersion(text[(before + 1)..]))
            return before;
        return Versions.PackageVersion.IsVersion(text[(last + 1)..]) ? last : -1;
    }

    private static bool EndsLikeAVersion(ReadOnlySpan<char> text) => VersionHyphen(text) > 0;

    private static bool IsRevision(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == 'r' && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static bool IsName(ReadOnlySpan<char> text, string more, string first)
    {
        if (text.IsEmpty || !(char.IsAsciiLetterOrDigit(text[0]) || first.Contains(text[0], StringComparison.Ordinal))) return false;
        foreach (var character in text[1..])
            if (!char.IsAsciiLetterOrDigit(character) && !more.Contains(character, StringComparison.Ordinal)) return false;
        return true;
    }
}
