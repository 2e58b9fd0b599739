using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Stage3.Eclasses.Trees;

/// <summary>
/// The eclasses of one tree that have to do with accounts, and those that they inherit. What is said of one tree is true of
/// every tree with the same set, so a history is judged once for each distinct <see cref="Key"/>.
/// </summary>
public sealed class EclassSet : IEquatable<EclassSet>
{
    private readonly ImmutableSortedDictionary<string, EclassFile> files;

    /// <summary>Makes a set of the files given.</summary>
    public EclassSet(IEnumerable<EclassFile> files)
    {
        this.files = files.ToImmutableSortedDictionary(file => file.Name, file => file, StringComparer.Ordinal);
        var text = string.Concat(this.files.Values.Select(file => $"{file.Name} {file.Sha256} {file.Origin}\n"));
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The names of the eclasses that make accounts or ask for them.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["user.eclass", "user-info.eclass", "acct-user.eclass", "acct-group.eclass"];

    /// <summary>The eclasses of those names, and what they inherit, as far as a tree has them.</summary>
    /// <param name="find">The tree's eclass of a name; null where it has none.</param>
    public static EclassSet Gather(Func<string, EclassFile?> find) => new(EclassInheritance.Closure(Names, find));

    /// <summary>What is there, sorted by name.</summary>
    public IEnumerable<EclassFile> Files => files.Values;

    /// <summary>The first of <see cref="Names"/> that the tree itself has; null where it has none.</summary>
    public EclassFile? First => Names.Select(name => this[name]).FirstOrDefault(file => file is { Origin: null });

    /// <summary>The names of eclasses that are inherited and not there, sorted.</summary>
    public IEnumerable<string> Absent =>
        files.Values.SelectMany(EclassInheritance.Of).Distinct().Where(name => !files.ContainsKey(name)).Order(StringComparer.Ordinal);

    /// <summary>Names the content: equal sets, and only those, have equal keys.</summary>
    public string Key { get; }

    /// <summary>The eclass of that name; null where there is none.</summary>
    public EclassFile? this[string name] => files.GetValueOrDefault(name);

    /// <summary>The same set with what it inherits and lacks, as far as <paramref name="find"/> knows it.</summary>
    public EclassSet Over(Func<string, EclassFile?> find) => new(EclassInheritance.Closure(files.Keys, name => this[name] ?? find(name)));

    /// <summary>The same set with one file added or replaced.</summary>
    public EclassSet With(EclassFile file) => new(files.SetItem((file ?? throw new ArgumentNullException(nameof(file))).Name, file).Values);

    /// <inheritdoc/>
    public bool Equals(EclassSet? other) => other?.Key == Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EclassSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
