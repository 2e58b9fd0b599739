using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Names;

/// <summary>
/// The API that an ebuild or profile is written against: one of <c>0</c> to <c>8</c>. Differences between them are asked
/// for by name, so that no caller compares numbers. Source: PMS, "EAPIs", and its appendix "Feature availability by EAPI".
/// </summary>
public sealed record Eapi
{
    private readonly int number;

    private Eapi(int number) => this.number = number;

    /// <summary>All known EAPIs, oldest first.</summary>
    public static IReadOnlyList<Eapi> All { get; } = [.. Enumerable.Range(0, 9).Select(number => new Eapi(number))];

    /// <summary>What an ebuild or profile without a declaration has.</summary>
    public static Eapi Zero => All[0];

    /// <summary>The newest EAPI known here: nothing that any EAPI offers is refused with it.</summary>
    public static Eapi Latest => All[^1];

    /// <summary>IUSE may carry <c>+flag</c> and <c>-flag</c> (1 and later).</summary>
    public bool HasIuseDefaults => number >= 1;

    /// <summary>IUSE_EFFECTIVE comes from the profile (IUSE_IMPLICIT and its companions; 5 and later).</summary>
    public bool HasProfileIuseInjection => number >= 5;

    /// <summary><c>cat/pkg:slot</c> (1 and later).</summary>
    public bool HasSlotDependencies => number >= 1;

    /// <summary><c>:=</c>, <c>:*</c>, <c>:slot=</c> and sub-slots (5 and later).</summary>
    public bool HasSlotOperators => number >= 5;

    /// <summary><c>[flag,-flag]</c> (2 and later).</summary>
    public bool HasUseDependencies => number >= 2;

    /// <summary><c>[flag(+)]</c> (4 and later).</summary>
    public bool HasUseDependencyDefaults => number >= 4;

    /// <summary><c>!!cat/pkg</c> (2 and later).</summary>
    public bool HasStrongBlockers => number >= 2;

    /// <summary><c>uri -> name</c> in SRC_URI (2 and later).</summary>
    public bool HasSourceArrows => number >= 2;

    /// <summary><c>mirror+</c> and <c>fetch+</c> before a URI (8 and later).</summary>
    public bool HasSelectiveUriRestrictions => number >= 8;

    /// <summary>REQUIRED_USE (4 and later).</summary>
    public bool HasRequiredUse => number >= 4;

    /// <summary><c>?? ( … )</c> in REQUIRED_USE (5 and later).</summary>
    public bool HasAtMostOneOf => number >= 5;

    /// <summary>An empty or wholly disabled any-of group counts as met (before 7).</summary>
    public bool EmptyGroupsAreMet => number <= 6;

    /// <summary>BDEPEND, and with it SYSROOT and BROOT (7 and later).</summary>
    public bool HasBuildHostDependencies => number >= 7;

    /// <summary>IDEPEND (8 and later).</summary>
    public bool HasInstallDependencies => number >= 8;

    /// <summary>An unset RDEPEND takes the value of DEPEND (before 4); the metadata cache has it already applied.</summary>
    public bool HasImplicitRuntimeDependencies => number <= 3;

    /// <summary><c>src_prepare</c> and <c>src_configure</c> are phases of their own (2 and later).</summary>
    public bool HasPrepareAndConfigure => number >= 2;

    /// <summary><c>pkg_pretend</c> (4 and later).</summary>
    public bool HasPretend => number >= 4;

    /// <summary><c>use.stable.mask</c> and its companions in profiles (5 and later).</summary>
    public bool HasStableMasking => number >= 5;

    /// <summary><c>package.mask</c>, <c>package.use</c> and so on may be folders in profiles (7 and later).</summary>
    public bool AllowsProfileFolders => number >= 7;

    /// <summary><c>package.provided</c> in profiles (before 7).</summary>
    public bool AllowsPackageProvided => number <= 6;

    /// <summary>D, ROOT, ED and EROOT end with a slash (before 7).</summary>
    public bool PathsEndWithSlash => number <= 6;

    /// <summary>Reads the text of an <c>EAPI</c> assignment or of a profile's <c>eapi</c> file.</summary>
    /// <exception cref="FormatException">The EAPI is not known here.</exception>
    public static Eapi Parse(string text) => TryParse(text, out var eapi)
        ? eapi
        : throw new FormatException($"'{text}' is not a known EAPI: known are {string.Join(", ", All)}");

    /// <summary>As <see cref="Parse"/>, but an unknown EAPI is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Eapi? eapi)
    {
        eapi = text is { Length: 1 } && text[0] is >= '0' and <= '8' ? All[text[0] - '0'] : null;
        return eapi is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => number.ToString();
}
