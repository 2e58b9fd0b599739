using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Eclasses.Trees;

/// <summary>A portage tree, an overlay, or a plain folder with <c>eclass/</c>, as it was when it was opened. It is only read.</summary>
public sealed partial class EclassTree
{
    /// <summary>No eclass comes near this; what is larger is no eclass.</summary>
    private const long LargestEclass = 1 << 20;

    private static readonly HostPath Repositories = HostPath.Parse("/var/db/repos");
    private static readonly RepositoryName MainRepository = RepositoryName.Parse("gentoo");

    private EclassTree(HostPath folder, string name, EclassSet eclasses)
    {
        Folder = folder;
        Name = name;
        Eclasses = eclasses;
    }

    /// <summary>The tree's folder.</summary>
    public HostPath Folder { get; }

    /// <summary>The repository's name; where the tree has none, the one that Portage would give it (<c>x-</c> and the folder's name).</summary>
    public string Name { get; }

    /// <summary>Its eclasses for accounts.</summary>
    public EclassSet Eclasses { get; }

    /// <summary>
    /// Reads a tree's name and its eclasses for accounts. What they inherit and an overlay lacks is taken from its masters,
    /// where those are found: among <paramref name="others"/>, beside it, or where Portage keeps repositories.
    /// </summary>
    /// <param name="folder">The tree.</param>
    /// <param name="others">Other trees, which may be its masters.</param>
    /// <exception cref="Stage3Exception">There is no such folder, it has no <c>eclass/</c>, or a file in it is too large.</exception>
    public static EclassTree Open(HostPath folder, params ImmutableArray<HostPath> others)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var eclasses = folder / "eclass";
        if (!folder.IsFolder) throw new Stage3Exception("no such folder", folder.Value, "name a portage tree, an overlay, or a folder with eclass/ in it");
        if (!eclasses.IsFolder)
            throw new Stage3Exception("no eclasses there", eclasses.Value, Remedy(folder));
        var own = EclassSet.Gather(name => Read(folder, name));
        if (own.Absent.Any()) own = own.Over(name => Masters(folder, others).Select(master => Read(master.Folder, name, $"of the master {master.Name}")).FirstOrDefault(file => file is not null));
        return new EclassTree(folder, ReadName(folder), own);
    }

    /// <summary>The masters that are found, the most important first (PMS 4.4).</summary>
    private static IEnumerable<(string Name, HostPath Folder)> Masters(HostPath folder, ImmutableArray<HostPath> others) =>
        from master in (RepositoryLayout.Read(folder / "metadata" / "layout.conf").Masters ?? [MainRepository]).Reverse()
        let name = master.ToString()
        let place = others.Append(folder.Parent / name).Append(Repositories / name)
            .FirstOrDefault(other => other != folder && (other / "eclass").IsFolder && ReadName(other) == name)
        where place is not null
        select (name, place);

    private static string Remedy(HostPath folder) => EclassSet.Names.Any(name => (folder / name).IsFile)
        ? $"name the folder above: {folder.Parent}"
        : "name a portage tree, an overlay, or a folder with eclass/ in it";

    private static EclassFile? Read(HostPath folder, string name, string? origin = null)
    {
        var path = folder / "eclass" / name;
        if (!path.IsFile) return null;
        var length = new FileInfo(path.Value).Length;
        return length <= LargestEclass
            ? new EclassFile(path.Name, File.ReadAllBytes(path.Value), origin)
            : throw new Stage3Exception($"{length} bytes are no eclass", path.Value, "see what that file is");
    }

    /// <summary>PMS 4.4: <c>profiles/repo_name</c> holds the name on its first line.</summary>
    private static string ReadName(HostPath folder)
    {
        var file = folder / "profiles" / "repo_name";
        var name = file.IsFile ? File.ReadLines(file.Value).FirstOrDefault()?.Trim() : null;
        if (name is not null && NamePattern().IsMatch(name)) return name;
        return "x-" + OtherCharacters().Replace(folder.Name, "-");
    }

    /// <summary>PMS 3.1.5.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex OtherCharacters();
}
