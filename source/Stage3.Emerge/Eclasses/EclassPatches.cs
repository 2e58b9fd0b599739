using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Installed;
using Stage3.Portage.Repositories;

namespace Stage3.Emerge.Eclasses;

/// <summary>
/// What the patched eclasses of a configuration change in functions, and which packages carry those functions as they were before: a
/// package keeps the functions of the day on which it was built (<c>environment.bz2</c>), and its phases run them whatever the tree has now.
/// </summary>
public sealed partial class EclassPatches
{
    private readonly ImmutableArray<PatchedEclass> eclasses;
    // Several eclasses may bring the same helper; a package has that of the eclass that it read last.
    private readonly ILookup<string, string> asPatched;

    private EclassPatches(ImmutableArray<PatchedEclass> eclasses)
    {
        this.eclasses = eclasses;
        asPatched = eclasses.SelectMany(eclass => eclass.Touched).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
    }

    /// <summary>True where no eclass is patched: then no package can be out of date.</summary>
    public bool IsEmpty => eclasses.IsEmpty;

    /// <summary>Compares the eclasses that <c>repos.conf</c> puts in front of a repository's own (<c>eclass-overrides</c>) with those.</summary>
    /// <exception cref="ProgramFailedException">bash cannot read a function of them.</exception>
    public static async Task<EclassPatches> ReadAsync(HostPath reposConf, CancellationToken cancellation)
    {
        var repositories = RepositorySet.Open(ReposConf.Read(reposConf));
        var found = ImmutableArray.CreateBuilder<PatchedEclass>();
        foreach (var entry in repositories.Declared.Entries.Where(entry => !entry.EclassOverrides.IsEmpty))
        {
            var folders = repositories.EclassFolders(repositories[entry.Name]!);
            foreach (var file in entry.EclassOverrides.Select(name => repositories[name]!.Eclasses).Where(folder => folder.IsFolder).SelectMany(folder => Directory.GetFiles(folder.Value, "*.eclass").Order(StringComparer.Ordinal)))
            {
                var original = folders.Select(folder => folder / Path.GetFileName(file)).FirstOrDefault(other => other.Value != file && other.IsFile);
                found.Add(await CompareAsync(HostPath.Parse(file), original, cancellation).ConfigureAwait(false));
            }
        }

        return new EclassPatches(found.Where(eclass => !eclass.Touched.IsEmpty).ToImmutableArray());
    }

    /// <summary>Looks into a binary package, of either format.</summary>
    /// <returns>What it carries; null where it carries nothing that is out of date.</returns>
    /// <exception cref="BinaryPackageException">The package is refused.</exception>
    public UnpatchedPackage? Find(HostPath file, CancellationToken cancellation)
    {
        if (IsEmpty) return null;
        using var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, cancellation);
        return Find(file, package.ReadMetadata());
    }

    /// <summary>Looks at an installed package.</summary>
    /// <returns>What it carries; null where it carries nothing that is out of date.</returns>
    public UnpatchedPackage? Find(InstalledPackage package) => IsEmpty ? null : Find(package?.Folder ?? throw new ArgumentNullException(nameof(package)), package.Info);

    private UnpatchedPackage? Find(HostPath place, BuildInfo info)
    {
        if (info.Bytes(BuildInfoKeys.Environment) is not { } environment) return null;
        using var plain = Compression.Bzip2.OpenReader(new MemoryStream([.. environment]), $"{place}, {BuildInfoKeys.Environment}");
        using var reader = new StreamReader(plain, Encoding.Latin1);
        var carried = ShellFunctions.In(reader.ReadToEnd());
        var stale = eclasses.Where(eclass => eclass.Names.Any(carried.ContainsKey))
            .SelectMany(eclass => eclass.Touched.Where(each => !carried.TryGetValue(each.Key, out var text) || !asPatched[each.Key].Contains(Words(text))).Select(each => (eclass.Name, Function: each.Key)))
            .ToImmutableArray();
        return stale.IsEmpty ? null : new UnpatchedPackage(place, [.. stale.Select(each => each.Name).Distinct()], [.. stale.Select(each => each.Function)]);
    }

    private static async Task<PatchedEclass> CompareAsync(HostPath patched, HostPath? original, CancellationToken cancellation)
    {
        var after = await FunctionsAsync(patched, cancellation).ConfigureAwait(false);
        var before = original is null ? ImmutableSortedDictionary<string, string>.Empty : await FunctionsAsync(original, cancellation).ConfigureAwait(false);
        return new PatchedEclass(
            patched.Name,
            original is null ? [.. after.Keys] : [.. before.Keys],
            [.. after.Where(each => before.GetValueOrDefault(each.Key) != each.Value)]);
    }

    // As bash itself prints them, for that is how a package saves them. It gets nothing but definitions, so that nothing is run.
    private static async Task<ImmutableSortedDictionary<string, string>> FunctionsAsync(HostPath eclass, CancellationToken cancellation)
    {
        var definitions = ShellFunctions.In(await File.ReadAllTextAsync(eclass.Value, Encoding.Latin1, cancellation).ConfigureAwait(false));
        var printed = await new ChildProcess("bash", "--norc", "--noprofile", "-c", "eval \"$(cat)\" && declare -f")
        {
            StandardInput = string.Join('\n', definitions.Values) + "\n",
        }.CaptureAsync(cancellation).ConfigureAwait(false);
        return ShellFunctions.In(printed).ToImmutableSortedDictionary(each => each.Key, each => Words(each.Value), StringComparer.Ordinal);
    }

    // Versions of bash indent alike, but not all end their lines alike.
    private static string Words(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    /// <param name="Name">The eclass's file.</param>
    /// <param name="Names">The functions by which a package is known to have inherited it.</param>
    /// <param name="Touched">Those that the patch adds or changes, as they must be.</param>
    private sealed record PatchedEclass(string Name, ImmutableArray<string> Names, ImmutableArray<KeyValuePair<string, string>> Touched);
}
