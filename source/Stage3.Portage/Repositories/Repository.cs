using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>One ebuild repository on disk (PMS 4). What it answers is what lies there when it is asked.</summary>
public sealed class Repository
{
    private Repository(HostPath location, RepositoryName name, RepositoryLayout layout) =>
        (Location, Name, Layout) = (location, name, layout);

    /// <summary>The folder.</summary>
    public HostPath Location { get; }

    /// <summary>The name, from layout.conf or <c>profiles/repo_name</c>.</summary>
    public RepositoryName Name { get; }

    /// <summary>What its layout.conf says.</summary>
    public RepositoryLayout Layout { get; }

    /// <summary>The folder <c>profiles</c>.</summary>
    public HostPath Profiles => Location / "profiles";

    /// <summary>The folder <c>eclass</c>, whether it is there or not.</summary>
    public HostPath Eclasses => Location / "eclass";

    /// <summary>The categories of <c>profiles/categories</c>, in ordinal order, without duplicates.</summary>
    public ImmutableArray<string> Categories =>
        [.. ListFile.Read(Profiles / "categories").Select(line => line.Text).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The architectures of <c>profiles/arch.list</c>.</summary>
    public ImmutableArray<string> Architectures => [.. ListFile.Read(Profiles / "arch.list").Select(line => line.Text)];

    /// <summary>Opens the repository in a folder.</summary>
    /// <exception cref="ConfigurationException">No repository is there, it has no name, or its layout.conf cannot be read.</exception>
    public static Repository Open(HostPath location)
    {
        if (!location.IsFolder) throw new ConfigurationException(location, 0, "there is no repository: the folder does not exist");
        var layout = RepositoryLayout.Read(location / "metadata/layout.conf");
        if (layout.Name is { } name) return new(location, name, layout);
        var file = location / "profiles/repo_name";
        if (ListFile.Read(file) is not [var line, ..]) throw new ConfigurationException(file, 0, "the repository has no name: write it into this file");
        return RepositoryName.TryParse(line.Text, out var own)
            ? new(location, own, layout)
            : throw new ConfigurationException([line.Problem($"'{line.Text}' is not a repository name")]);
    }

    /// <summary>The packages with at least one ebuild, in ordinal order, of all <see cref="Categories"/>.</summary>
    public IEnumerable<PackageName> Packages() => Categories.SelectMany(Packages);

    /// <summary>The packages of a category with at least one ebuild, in ordinal order. Folders whose names are no package names do not count.</summary>
    public IEnumerable<PackageName> Packages(string category) =>
        Folders(Location / category)
            .Select(folder => PackageName.TryParse($"{category}/{folder.Name}", out var name) ? name : null)
            .OfType<PackageName>()
            .Where(name => Ebuilds(name).Length > 0);

    /// <summary>The ebuilds of a package, lowest version first; files whose names are not <c>name-version.ebuild</c> do not count.</summary>
    public ImmutableArray<EbuildFile> Ebuilds(PackageName package)
    {
        var folder = Location / package.ToString();
        if (!folder.IsFolder) return [];
        return
        [
            .. Directory.GetFiles(folder.Value, "*.ebuild")
                .Select(file => Ebuild(package, folder / Path.GetFileName(file)))
                .OfType<EbuildFile>()
                .OrderBy(ebuild => ebuild.Package.Version)
                .ThenBy(ebuild => ebuild.File),
        ];
    }

    /// <summary>The ebuild of exactly this version; null where there is none.</summary>
    public EbuildFile? Ebuild(PackageId package) => Ebuilds(package.Name).FirstOrDefault(ebuild => ebuild.Package == package);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at {Location}";

    private EbuildFile? Ebuild(PackageName package, HostPath file) =>
        PackageId.TryParse($"{package.Category}/{Path.GetFileNameWithoutExtension(file.Name)}", out var id) && id.Name == package
            ? new EbuildFile(id, Name, file)
            : null;

    private static IEnumerable<HostPath> Folders(HostPath folder) =>
        folder.IsFolder ? Directory.GetDirectories(folder.Value).Select(name => folder / Path.GetFileName(name)).Order() : [];
}
