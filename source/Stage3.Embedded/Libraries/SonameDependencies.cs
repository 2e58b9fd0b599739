using System.Collections.Immutable;
using Stage3.Embedded.Merging;

namespace Stage3.Embedded.Libraries;

/// <summary>
/// PROVIDES and REQUIRES of one package: the sonames of each category that it has, and those that it needs of others, as Portage's <c>SonameDepsProcessor</c> makes them.
/// </summary>
/// <param name="providesExclude">PROVIDES_EXCLUDE.</param>
/// <param name="requiresExclude">REQUIRES_EXCLUDE.</param>
internal sealed class SonameDependencies(string providesExclude, string requiresExclude)
{
    private readonly ImmutableArray<ShellPattern> _notProvided = Patterns(providesExclude);
    private readonly ImmutableArray<ShellPattern> _notRequired = Patterns(requiresExclude);
    private readonly List<ImageBinary> _binaries = [];

    /// <summary>Adds a file; one without a category counts for nothing.</summary>
    internal void Add(ImageBinary binary)
    {
        if (binary.Category is not null) _binaries.Add(binary);
    }

    /// <summary>The sonames by category; empty where there are none.</summary>
    internal string Provides() => Text(
        from binary in _binaries
        where binary.Soname.Length > 0 && !Fits(_notProvided, binary.Name) && !Fits(_notProvided, binary.Soname)
        select (binary.Category!, binary.Soname));

    /// <summary>The sonames that others must have, by category; empty where there are none.</summary>
    internal string Requires()
    {
        var own = _binaries.Where(binary => binary.Soname.Length > 0).Select(binary => (binary.Category!, binary.Soname)).ToHashSet();
        var files = _binaries.ToLookup(binary => (binary.Category!, binary.FileName), binary => binary.Path.Parent);
        return Text(
            from binary in _binaries
            where !Fits(_notRequired, binary.Name)
            from soname in binary.File.Needed
            let key = (binary.Category!, soname)
            where !Fits(_notRequired, soname) && !own.Contains(key)
            // One that the package has under that name, without a soname, where this file looks for it (bug 646190).
            where !binary.RunPath.Any(files[key].Contains)
            select key);
    }

    private static bool Fits(ImmutableArray<ShellPattern> patterns, string text) => patterns.Any(pattern => pattern.Fits(text));

    private static ImmutableArray<ShellPattern> Patterns(string text) => [.. ShellWords.Of(text).Select(word => new ShellPattern(word.TrimStart('/')))];

    private static string Text(IEnumerable<(string Category, string Soname)> all) => string.Join(' ',
        from each in all.Distinct()
        group each.Soname by each.Category into category
        orderby category.Key
        select $"{category.Key}: {string.Join(' ', category.Order(StringComparer.Ordinal))}");
}
