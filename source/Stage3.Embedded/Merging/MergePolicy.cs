using System.Collections.Immutable;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Merging;

/// <summary>What a configuration says of merging: make.conf(5).</summary>
/// <param name="Protection">Which files belong to the administrator.</param>
public sealed record MergePolicy(ConfigProtection Protection)
{
    private const string Protect = "CONFIG_PROTECT", ProtectMask = "CONFIG_PROTECT_MASK";

    // What the configuration adds to, and takes from, what lies below it.
    private ConfigurationVariables? _variables;

    /// <summary>Which files of others may be replaced.</summary>
    public CollisionPolicy Collisions { get; init; } = CollisionPolicy.Owned;

    /// <summary>What of an image is left out.</summary>
    public InstallMask Mask { get; init; } = InstallMask.None;

    /// <summary>What stays in the root when its package goes.</summary>
    public KeptPaths Kept { get; init; } = KeptPaths.Standard;

    /// <summary>Whether libraries stay that packages which stay still need: FEATURES <c>preserve-libs</c>.</summary>
    public bool KeepsLibraries { get; init; } = true;

    /// <summary>Whether updates of protected files are offered again that were offered before: NOCONFMEM, which <c>--noconfmem</c> sets.</summary>
    public bool OffersAgain { get; init; }

    /// <summary>Whether a protected file that is as its package installed it is replaced without asking: FEATURES <c>config-protect-if-modified</c>.</summary>
    public bool ReplacesUnmodified { get; init; } = true;

    /// <summary>Reads the variables.</summary>
    public static MergePolicy Of(ConfigurationVariables variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return new MergePolicy(ConfigProtection.Parse(variables[Protect], variables[ProtectMask]))
        {
            _variables = variables,
            Collisions = CollisionPolicy.Parse(variables["FEATURES"], variables["COLLISION_IGNORE"]),
            Mask = InstallMask.Parse(variables["INSTALL_MASK"], variables["FEATURES"]),
            ReplacesUnmodified = variables.Words("FEATURES").Contains("config-protect-if-modified"),
            Kept = KeptPaths.Parse(variables["UNINSTALL_IGNORE"]),
            OffersAgain = variables.All.ContainsKey("NOCONFMEM"),
            KeepsLibraries = variables.Words("FEATURES").Contains("preserve-libs"),
        };
    }

    /// <summary>Which files belong to the administrator where packages of the root name some, too.</summary>
    /// <param name="environment">What is in the root's environment: below all that the configuration says.</param>
    public ConfigProtection ProtectionOver(ImmutableSortedDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (_variables is not { } variables || !(environment.ContainsKey(Protect) || environment.ContainsKey(ProtectMask))) return Protection;
        string Of(string name) => string.Join(' ', variables.WordsOver(environment.GetValueOrDefault(name, ""), name));
        return ConfigProtection.Parse(Of(Protect), Of(ProtectMask));
    }
}
