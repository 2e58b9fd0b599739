using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>USE flags as built packages keep them: words, with their default signs where they are of IUSE.</summary>
internal static class Flags
{
    public static IEnumerable<UseFlag> Parse(string? words) =>
        (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => UseFlag.Parse(word.TrimStart('+', '-')));
}
