namespace Stage3.Invocation;

/// <summary>Names of parameters and targets, as NUKE tells them apart.</summary>
internal static class Names
{
    /// <summary><c>PkgDir</c> as it is typed: <c>--pkg-dir</c>.</summary>
    public static string Dashed(string name) => "--" + string.Concat(
        name.Select((c, i) => char.IsUpper(c) && i > 0 && !char.IsUpper(name[i - 1]) ? $"-{c}" : $"{c}")).ToLowerInvariant();

    /// <summary>Dashes, underscores and case make no difference.</summary>
    public static bool Same(string a, string b) => Plain(a).Equals(Plain(b), StringComparison.OrdinalIgnoreCase);

    /// <summary>The one of <paramref name="known"/> that a mistyped name is nearest to; null where none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) => known
        .Select(name => (name, distance: Distance(Plain(typed).ToLowerInvariant(), Plain(name).ToLowerInvariant())))
        .Where(pair => pair.distance <= 2).OrderBy(pair => pair.distance).Select(pair => pair.name).FirstOrDefault();

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit)]);

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
        }

        return row[^1];
    }
}
