using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>The variables that the package manager sets: PMS table 11.1. Roots have no trailing slash in EAPI 7 and 8, and <c>/</c> is empty.</summary>
internal static class PhaseVariables
{
    // What profile and make.conf must not decide, because it is this engine's or bash's own.
    private static readonly ImmutableHashSet<string> Reserved = ["PATH", "BASH_ENV", "ENV", "IFS", "SHELLOPTS", "BASHOPTS", "LD_PRELOAD", "LD_LIBRARY_PATH"];

    // Set by the phase's shell itself.
    private static readonly ImmutableArray<string> SetInShell = ["EBUILD_PHASE", "EBUILD_PHASE_FUNC"];

    internal static string OfSettings(PhaseSettings settings, Eapi eapi) =>
        BashText.Exports(settings.Variables.Where(variable =>
            BashText.IsName(variable.Key) && !variable.Key.StartsWith("__stage3_", StringComparison.Ordinal) && !Reserved.Contains(variable.Key)))
        + $"__stage3_eapi={eapi}\nEAPI={eapi}\n";

    internal static string OfBuild(PhaseSettings settings, BuildRequest request, PhaseFolders folders) => File(
    [
        .. OfPackage(settings, request.Ebuild.Package, folders),
        new("A", string.Join(' ', request.Archives)),
        new("DISTDIR", request.DistFolder.Value),
        new("FILESDIR", request.Ebuild.FilesFolder.Value),
        new("MERGE_TYPE", request.MergeType.ToString().ToLowerInvariant()),
        new("REPLACING_VERSIONS", string.Join(' ', request.ReplacingVersions)),
        new("USE", string.Join(' ', request.Use)),
        new("WORKDIR", folders.Work.Value),
        new("D", folders.Image.Value),
        new("ED", folders.Image.Value),
        new("__stage3_iuse", string.Join(' ', request.Iuse)),
    ]);

    internal static string OfPackagePhases(PhaseSettings settings, PackagePhaseRequest request, PhaseFolders folders)
    {
        var image = request.Image ?? folders.Image;
        return File(
        [
            .. OfPackage(settings, request.Package, folders),
            new("MERGE_TYPE", request.MergeType.ToString().ToLowerInvariant()),
            new("REPLACING_VERSIONS", string.Join(' ', request.ReplacingVersions)),
            new("REPLACED_BY_VERSION", request.ReplacedByVersion),
            new("D", image.Value),
            new("ED", image.Value),
        ]);
    }

    private static IEnumerable<KeyValuePair<string, string>> OfPackage(PhaseSettings settings, PackageId package, PhaseFolders folders)
    {
        var name = package.Name.Name;
        var sysRoot = settings.SysRoot is { Value: not "/" } folder ? folder.Value : "";
        return
        [
            new("CATEGORY", package.Name.Category),
            new("PN", name),
            new("PV", package.Version.WithoutRevision),
            new("PR", package.Version.Revision),
            new("PVR", package.Version.ToString()),
            new("P", $"{name}-{package.Version.WithoutRevision}"),
            new("PF", package.NameAndVersion),
            new("T", folders.Temporary.Value),
            new("TMPDIR", folders.Temporary.Value),
            new("HOME", folders.Home.Value),
            new("ROOT", settings.Root.Value),
            new("EROOT", settings.Root.Value),
            new("SYSROOT", sysRoot),
            new("ESYSROOT", sysRoot),
            new("BROOT", ""),
            new("EPREFIX", ""),
        ];
    }

    private static string File(ImmutableArray<KeyValuePair<string, string>> variables) =>
        BashText.Exports(variables) + BashText.Array("__stage3_run_variables", variables.Select(variable => variable.Key).Concat(SetInShell));
}
