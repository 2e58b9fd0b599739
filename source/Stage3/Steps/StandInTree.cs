using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>
/// What stands in for the ebuild repository where a root is assembled: a repository without ebuilds, whose profile says what the
/// indices of the binhosts say of the configuration that their packages were built under, and the specification of the system set.
/// See docs/decisions/0012-assembling-without-a-tree.md.
/// </summary>
internal static class StandInTree
{
    private static readonly ImmutableArray<string> Taken =
    [
        "ACCEPT_KEYWORDS", "CHOST", "CONFIG_PROTECT", "CONFIG_PROTECT_MASK", "ELIBC", "IUSE_IMPLICIT", "KERNEL", "USE", "USERLAND",
        "USE_EXPAND", "USE_EXPAND_HIDDEN", "USE_EXPAND_IMPLICIT", "USE_EXPAND_UNPREFIXED",
    ];

    /// <summary>Writes it below a folder.</summary>
    public static HostPath Write(HostPath folder, StageSpec spec, ImmutableArray<PackagesIndex> indices)
    {
        var profile = folder / "profiles" / spec.Profile;
        var name = indices.SelectMany(index => index.Entries).Select(entry => entry["repository"]).Where(text => text.Length > 0)
            .GroupBy(text => text).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "gentoo";
        Put(folder / "profiles/repo_name", name);
        Put(folder / "profiles/arch.list", spec.Arch);
        Put(folder / "metadata/layout.conf", "masters =");
        Put(profile / "eapi", "8");
        Put(profile / "packages", [.. spec.System.Select(atom => $"*{atom}")]);
        Put(profile / "make.defaults", [.. Variables(spec, indices).Select(pair => $"{pair.Key}=\"{pair.Value}\"")]);
        return folder;
    }

    private static ImmutableSortedDictionary<string, string> Variables(StageSpec spec, ImmutableArray<PackagesIndex> indices)
    {
        // Whoever keeps the binhost has accepted the licences of what is in it; keywords hold as it says, else both of the architecture.
        var variables = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("ACCEPT_KEYWORDS", $"{spec.Arch} ~{spec.Arch}").Add("ACCEPT_LICENSE", "*");
        foreach (var header in indices.Reverse().Select(index => index.Header))
            foreach (var key in Taken)
                if (header.TryGetValue(key, out var value) && !value.AsSpan().ContainsAny("\"\\$`")) variables = variables.SetItem(key, value);
        return variables.SetItem("ARCH", spec.Arch);
    }

    private static void Put(HostPath file, params string[] lines)
    {
        file.Parent.EnsureFolder();
        AtomicFile.Write(file, string.Concat(lines.Select(line => line + "\n")));
    }
}
