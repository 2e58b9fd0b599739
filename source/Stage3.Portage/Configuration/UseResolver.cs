using System.Collections.Immutable;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Configuration;

/// <summary>Settles the flags of a package: layers in the order of USE_ORDER, then what is forced, then what is masked (PMS 11.1, make.conf(5)).</summary>
internal sealed class UseResolver(
    ConfigurationVariables variables, ImmutableArray<ProfileRules> profile, IReadOnlyDictionary<RepositoryName, ProfileRules> repositoryRules,
    RepositorySet repositories, PackageRules user, KeywordPolicy keywords)
{
    private readonly ImmutableArray<string> architectures = [.. repositories.All.SelectMany(repository => repository.Architectures).Distinct()];
    private readonly bool tests = variables.Words("FEATURES").Contains("test");
    private readonly ImmutableArray<string> order = [.. variables["USE_ORDER"].Split(':').Reverse()];

    /// <summary>The USE_EXPAND variables.</summary>
    public UseExpansion Expansion { get; } = new(variables);

    /// <summary>The flags of a package.</summary>
    public UseState Resolve(PackageQuery package)
    {
        var stable = keywords.IsStable(package);
        var own = package.Metadata.Iuse.Select(entry => entry.Flag.Name).ToImmutableArray();
        var flags = new IncrementalStack();
        foreach (var layer in order) Apply(layer, package, own, flags);
        var forced = Stack(package, stable, rules => rules.Forces);
        var masked = Stack(package, stable, rules => rules.Masks);
        flags.Apply(forced.Words, "use.force");
        if (variables["ARCH"] is { Length: > 0 } arch) flags.Apply(arch, "ARCH");
        var on = flags.Words.Where(flag => !masked.Contains(flag)).ToImmutableArray();
        var known = own.Concat(Implicit(package.Metadata.Eapi, on, forced, masked)).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        return new([.. on.Where(flag => known.BinarySearch(flag, StringComparer.Ordinal) >= 0)], known, forced.Words, masked.Words, stable);
    }

    private void Apply(string layer, PackageQuery package, ImmutableArray<string> own, IncrementalStack flags)
    {
        switch (layer)
        {
            case "repo":
                foreach (var rules in RepositoryRules(package)) Apply(rules.Use, package, own, flags);
                break;
            case "features" when tests:
                flags.Apply("test", "FEATURES");
                break;
            case "pkginternal":
                ApplyDefaults(package, flags);
                break;
            case "defaults":
                ApplyProfile(package, own, flags);
                break;
            case "conf":
                Expansion.Apply(variables.MakeConf, "make.conf", own, flags);
                break;
            case "pkg":
                Apply(user, package, own, flags);
                break;
            case "env":
                Expansion.Apply(variables.Environment, "environment", own, flags);
                break;
        }
    }

    private void ApplyDefaults(PackageQuery package, IncrementalStack flags)
    {
        foreach (var entry in package.Metadata.Iuse)
            if (entry.Default is { } on) flags.Apply(on ? entry.Flag.Name : $"-{entry.Flag}", "IUSE");
        var restricted = package.Metadata.Restrict.Flatten(flag => flags.Contains(flag.Name)).Contains("test");
        if (tests && restricted) flags.Apply("-test", "RESTRICT");
    }

    private void ApplyProfile(PackageQuery package, ImmutableArray<string> own, IncrementalStack flags)
    {
        foreach (var (layer, rules) in variables.Profile.Zip(profile))
        {
            flags.Apply(UseExpansion.Wildcards(Expansion.Flags(layer), own), "make.defaults");
            flags.Apply(UseExpansion.Wildcards(ConfigurationVariables.Split(layer.GetValueOrDefault("USE")), own), "make.defaults");
            Apply(rules.Use, package, own, flags);
        }
    }

    private static void Apply(PackageRules rules, PackageQuery package, ImmutableArray<string> own, IncrementalStack flags)
    {
        foreach (var rule in rules.Matching(package)) flags.Apply(UseExpansion.Wildcards(rule.Words, own), rule.Line.Place);
    }

    private IncrementalStack Stack(PackageQuery package, bool stable, Func<ProfileRules, FlagRules> kind)
    {
        var stack = new IncrementalStack();
        foreach (var rules in RepositoryRules(package).Concat(profile)) kind(rules).Apply(package, stable, stack);
        return stack;
    }

    private IEnumerable<ProfileRules> RepositoryRules(PackageQuery package) =>
        repositories[package.Repository] is { } repository
            ? repositories.Masters(repository).Append(repository).Select(each => repositoryRules[each.Name])
            : [];

    /// <summary>The flags that an ebuild may ask for beside its own: the profile's from EAPI 5 on, else those that Portage took for granted before.</summary>
    private ImmutableArray<string> Implicit(Eapi eapi, ImmutableArray<string> on, IncrementalStack forced, IncrementalStack masked)
    {
        if (eapi.HasProfileIuseInjection) return Expansion.Injected;
        var hidden = on.Where(flag => Expansion.Hidden.Any(name => flag.StartsWith(UseExpansion.Prefix(name), StringComparison.Ordinal)));
        return [variables["ARCH"], "build", "bootstrap", .. architectures, .. forced.Words, .. masked.Words, .. hidden];
    }
}
