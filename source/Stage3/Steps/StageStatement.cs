using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Packaging.Documents;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>What the pipeline states of how a stage came about: for the provenance beside the tarball.</summary>
internal static class StageStatement
{
    private const string Builder = "https://stage3.invalid/builders/pipeline/v1";
    private const string FolderAlgorithm = "stage3FolderSha256";
    private const string OriginAlgorithm = "stage3BuiltFromSha256";

    public static async Task<BuildStatement> OfAsync(StageContext stage, string neededBy, CancellationToken cancellation) => new(
        Builder,
        typeof(Pipeline).Assembly.GetName().Version!.ToString(),
        [
            KeyValuePair.Create("specification", stage.Spec.Name),
            KeyValuePair.Create("profile", stage.Spec.Profile),
            KeyValuePair.Create("arch", stage.Spec.Arch),
            KeyValuePair.Create("compression", stage.Compression.ToString().ToLowerInvariant()),
            KeyValuePair.Create("sourceDate", stage.SourceDate.Key),
        ],
        [
            KeyValuePair.Create("engine", stage.Engine.Description),
            KeyValuePair.Create("eclasses", stage.Assembly is null ? stage.Steps.Require(PatchEclassStep.Name, neededBy).Summary : "as the packages of the binhosts carry them"),
        ],
        [
            new BuildInput($"specification/{stage.Spec.File.Name}", "sha256", Sha256(stage.Spec.File)),
            new BuildInput("tree", FolderAlgorithm, FolderDigest.Of(stage.Tree, cancellation)),
            .. stage.SourceDate.Commit is { } commit ? [new BuildInput("tree", "gitCommit", commit)] : Array.Empty<BuildInput>(),
            .. Patches(stage, cancellation),
            // The key is made of the indices, and they of the digests of all packages.
            .. stage.Assembly is { } assembly
                ? [new BuildInput($"binhosts/{string.Join(' ', assembly.Binhosts.Repositories)}", "stage3Key", stage.Steps.Require(AssembleStep.Name, neededBy).Key)]
                : Array.Empty<BuildInput>(),
            .. stage.Assembly is { } from ? Packages(await from.MergedAsync(stage.Workspace.Chroot.Path, cancellation)) : Packages(BuiltHere(stage.Workspace, cancellation)),
        ]);

    // The series as a whole, and each eclass that it made.
    private static IEnumerable<BuildInput> Patches(StageContext stage, CancellationToken cancellation)
    {
        if (stage.Patches is null || stage.Assembly is not null) yield break;
        yield return new BuildInput("patches", FolderAlgorithm, FolderDigest.Of(stage.Patches, cancellation));
        foreach (var product in stage.Steps.Require(PatchEclassStep.Name, PackageStep.Name).Products)
        {
            var eclasses = HostPath.Parse(product.Path) / "repository/eclass";
            if (!eclasses.IsFolder) continue;
            foreach (var eclass in Directory.GetFiles(eclasses.Value).Order(StringComparer.Ordinal))
                yield return new BuildInput($"eclass/{Path.GetFileName(eclass)}", "sha256", Sha256(HostPath.Parse(eclass)));
        }
    }

    // Those that went into the root, by version and build.
    private static IEnumerable<(PackagesIndexEntry Entry, HostPath File)> BuiltHere(Workspace workspace, CancellationToken cancellation)
    {
        var installed = InstalledDatabase.Open(workspace.Chroot.Path).Packages
            .Select(package => (package.Id, package.Info[BuildInfoKeys.BuildId]))
            .ToHashSet();
        return PackageDirectory.Open(workspace.PkgDir, [], cancellation).Index.Entries
            .Where(entry => installed.Contains((entry.Package, entry[BuildInfoKeys.BuildId])))
            .Select(entry => (entry, workspace.PkgDir / entry.Path));
    }

    // What was built by the embedded engine is named by all that it was built from: the file itself tells
    // in BUILD_TIME and the times of its files when that was, and nothing else that two builds differ in.
    private static IEnumerable<BuildInput> Packages(IEnumerable<(PackagesIndexEntry Entry, HostPath File)> packages) => packages
        .OrderBy(package => package.Entry.Path, StringComparer.Ordinal)
        .Select(package => package.Entry[BuildInfoKeys.BuiltFrom] is { Length: > 0 } origin
            ? new BuildInput($"binpkgs/{package.Entry.Path}", OriginAlgorithm, origin)
            : new BuildInput($"binpkgs/{package.Entry.Path}", "sha256", Sha256(package.File)));

    private static string Sha256(HostPath file)
    {
        using var stream = File.OpenRead(file.Value);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
