using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Merging;

/// <summary>What a configuration says of merging: make.conf(5).</summary>
/// <param name="Protection">Which files belong to the administrator.</param>
public sealed record MergePolicy(ConfigProtection Protection)
{
    /// <summary>Which files of others may be replaced.</summary>
    public CollisionPolicy Collisions { get; init; } = CollisionPolicy.Owned;

    /// <summary>What of an image is left out.</summary>
    public InstallMask Mask { get; init; } = InstallMask.None;

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
        return new MergePolicy(ConfigProtection.Parse(variables["CONFIG_PROTECT"], variables["CONFIG_PROTECT_MASK"]))
        {
            Collisions = CollisionPolicy.Parse(variables["FEATURES"], variables["COLLISION_IGNORE"]),
            Mask = InstallMask.Parse(variables["INSTALL_MASK"], variables["FEATURES"]),
            ReplacesUnmodified = variables.Words("FEATURES").Contains("config-protect-if-modified"),
            OffersAgain = variables.All.ContainsKey("NOCONFMEM"),
            KeepsLibraries = variables.Words("FEATURES").Contains("preserve-libs"),
        };
    }
}
