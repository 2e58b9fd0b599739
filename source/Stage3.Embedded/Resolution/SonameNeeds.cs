using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// The libraries that built packages need, as dependencies: a package that has one must be there; of several, any. Nothing where the
/// command does not ask for that. Source: emerge(1), <c>--ignore-soname-deps</c>.
/// </summary>
internal sealed class SonameNeeds
{
    private readonly ResolverInput input;
    private readonly Lazy<ILookup<Soname, PackageName>> installed;
    private readonly Dictionary<Soname, PackageName[]> providers = [];
    private readonly Dictionary<Candidate, DependencySpec<Atom>> needs = [];

    internal SonameNeeds(ResolverInput input)
    {
        this.input = input;
        installed = new(() => input.Installed.SelectMany(package => package.Build.Provides.Select(soname => (soname, package.Id.Name))).ToLookup(pair => pair.soname, pair => pair.Name));
    }

    /// <summary>What the package needs that some package has.</summary>
    internal DependencySpec<Atom> Of(Candidate package)
    {
        if (!needs.TryGetValue(package, out var spec)) needs[package] = spec = new([.. Counted(package).Where(soname => Providers(soname).Length > 0).Select(Node)]);
        return spec;
    }

    /// <summary>What the package needs that no package at all has.</summary>
    internal IEnumerable<Soname> Unprovided(Candidate package) => Counted(package).Where(soname => Providers(soname).Length == 0);

    /// <summary>The packages some version of which has the library.</summary>
    internal PackageName[] Providers(Soname soname)
    {
        if (!providers.TryGetValue(soname, out var names)) providers[soname] = names = [.. input.Available.Providing(soname).Concat(installed.Value[soname]).Distinct().OrderDescending()];
        return names;
    }

    private IEnumerable<Soname> Counted(Candidate package) =>
        input.Options.CountsSonames ? package.Build.Requires.Where(soname => !input.ProvidedSonames.Contains(soname)) : [];

    private DependencyNode<Atom> Node(Soname soname)
    {
        DependencyNode<Atom>[] packages = [.. Providers(soname).Select(name => new DependencyLeaf<Atom>(Atom.Providing(name, soname)))];
        return packages is [var one] ? one : new DependencyGroup<Atom>(GroupKind.AnyOf, [.. packages]);
    }
}
