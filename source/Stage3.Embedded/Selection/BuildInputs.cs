using System.Collections.Immutable;
using Stage3.Archives.Digests;
using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Selection;

/// <summary>
/// What a package is built from: its ebuild, the files beside it, the eclasses as they are found (overrides first), its
/// USE, the variables that phases see, and the engine's own phases. A binary package that was built from anything else
/// is not reused.
/// </summary>
internal static class BuildInputs
{
    // Not of the configuration that people write, but of the run: no package may come out different for them.
    private static readonly ImmutableHashSet<string> OfTheRun =
        ["DISTDIR", "EROOT", "MAKEOPTS", "PKGDIR", "PORTAGE_CONFIGROOT", "PORTAGE_TMPDIR", "PORTDIR", "ROOT"];

    /// <summary>Reads all of it.</summary>
    public static BuildOrigin Of(EbuildSource source, ConfiguredPackage package)
    {
        var origin = BuildOrigin.Empty
            .With("engine", typeof(BuildInputs).Module.ModuleVersionId.ToString())
            .With("ebuild", Digest(source.File));
        origin = FilesBeside(source).Aggregate(origin, (all, file) => all.With($"files{file[source.FilesFolder.Value.Length..]}", Digest(HostPath.Parse(file))));
        foreach (var eclass in package.Metadata.Inherited)
        {
            var file = source.EclassFolders.Select(folder => folder / $"{eclass}.eclass").FirstOrDefault(file => file.IsFile);
            if (file is not null) origin = origin.With($"eclass/{eclass}", Digest(file));
        }

        origin = origin.With("USE", string.Join(' ', package.Use));
        return package.PhaseVariables
            .Where(variable => !OfTheRun.Contains(variable.Key))
            .Aggregate(origin, (all, variable) => all.With($"variable/{variable.Key}", variable.Value));
    }

    private static string[] FilesBeside(EbuildSource source) =>
        source.FilesFolder.IsFolder
            ? [.. TreeWalk.Walk(source.FilesFolder, descend: null, CancellationToken.None)
                .Where(entry => entry.Status.Type == FileType.File)
                .Select(entry => source.FilesFolder.Value + entry.Path)]
            : [];

    private static string Digest(HostPath file)
    {
        using var stream = File.OpenRead(file.Value);
        using var digester = new Digester(DigestKind.Sha256);
        digester.AppendAll(stream, CancellationToken.None);
        return digester.Finish()[0].Hex;
    }
}
