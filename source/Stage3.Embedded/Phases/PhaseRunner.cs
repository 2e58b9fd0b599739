using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>
/// Runs ebuilds as PMS defines it for EAPI 7 and 8, in private mount namespaces where nothing of the build host can be
/// changed and accounts are looked up in ROOT. Needs root, real or of a user namespace. Re-entrant: several packages
/// may run at once, each with folders of its own.
/// </summary>
public sealed class PhaseRunner
{
    private readonly PhaseSettings settings;

    private static readonly ImmutableArray<Phase> BuildPhases =
    [
        Phase.Pretend, Phase.Setup, Phase.Unpack, Phase.Prepare, Phase.Configure, Phase.Compile, Phase.Test, Phase.Install,
    ];

    /// <summary>A runner for one root; it touches nothing until it is asked to run something.</summary>
    /// <exception cref="ArgumentException">The root is <c>/</c>: the build host is never worked on.</exception>
    public PhaseRunner(PhaseSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Root.Value == "/") throw new ArgumentException("ROOT is '/', the build host itself: name a folder", nameof(settings));
        this.settings = settings;
    }

    /// <summary>Builds a package: <c>pkg_pretend</c> to <c>src_install</c>.</summary>
    /// <exception cref="EbuildUnusableException">The ebuild does not source or needs what this engine has not; nothing was built.</exception>
    /// <exception cref="PhaseFailedException">A phase failed.</exception>
    /// <exception cref="HostAccountsException">A phase reached for the build host's accounts.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public async Task<BuiltImage> BuildAsync(BuildRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var package = request.Ebuild.Package;
        var eapi = EbuildEapi.Read(request.Ebuild.File, out var refusal)
            ?? throw new EbuildUnusableException(package, request.Ebuild.File, [refusal!]);
        var folders = new PhaseFolders(request.BuildFolder);
        folders.MakeAnew();
        File.WriteAllText((folders.Control / "settings.bash").Value, PhaseVariables.OfSettings(settings, eapi));
        File.WriteAllText((folders.Control / "variables.bash").Value, PhaseVariables.OfBuild(settings, request, folders));
        WriteWords(folders, "eclass-folders", request.Ebuild.EclassFolders);
        WriteWords(folders, "user-patches", request.UserPatches);
        File.CreateSymbolicLink((folders.Control / "ebuild").Value, request.Ebuild.File.Value);

        ImmutableArray<string> steps = ["source", .. BuildPhases.Where(phase => phase != Phase.Test || request.RunTests).Select(phase => phase.FunctionName())];
        var run = new PhaseRun(settings, package, folders) { Writable = [request.DistFolder], Extra = SaveAfter(steps[^1], folders.Environment) };
        await run.StepsAsync(steps, request.Ebuild.File, cancellation).ConfigureAwait(false);
        return new BuiltImage(package, folders.Image, folders.Environment, run.Log,
            [.. ReadWords(folders, "defined").Order(StringComparer.Ordinal)],
            new PathSelection(
                ["/usr/share/doc", "/usr/share/info", "/usr/share/man", .. ReadLines(folders, "compress")],
                [$"/usr/share/doc/{package.NameAndVersion}/html", .. ReadLines(folders, "compress-excluded")]),
            new PathSelection([.. ReadLines(folders, "strip")], [.. ReadLines(folders, "strip-excluded")]))
        {
            ProvidesExclude = string.Join(' ', ReadWords(folders, "provides-exclude")),
            RequiresExclude = string.Join(' ', ReadWords(folders, "requires-exclude")),
        };
    }

    /// <summary>Runs <c>pkg_*</c> phases from a saved environment.</summary>
    /// <exception cref="ArgumentException">A phase is one that works on sources.</exception>
    /// <exception cref="PhaseFailedException">A phase failed.</exception>
    /// <exception cref="HostAccountsException">A phase reached for the build host's accounts.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public async Task RunAsync(PackagePhaseRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Phases.FirstOrDefault(phase => phase.IsSource()) is var source && source.IsSource())
            throw new ArgumentException($"{source.FunctionName()} cannot run from a saved environment", nameof(request));
        // PMS 9.2: pkg_pretend leaves nothing behind, and may be all that runs.
        var kept = request.ToRun.LastOrDefault(phase => phase != Phase.Pretend, Phase.Pretend);
        var changed = kept == Phase.Pretend ? null : request.SaveTo;
        if (changed is null && request.SaveTo is { } unchanged && unchanged != request.Environment) File.Copy(request.Environment.Value, unchanged.Value, overwrite: true);
        if (request.ToRun.IsEmpty) return;
        var folders = new PhaseFolders(request.Folder);
        folders.MakeAnew();
        File.WriteAllText((folders.Control / "variables.bash").Value, PhaseVariables.OfPackagePhases(settings, request, folders));
        var environment = await File.ReadAllBytesAsync(request.Environment.Value, cancellation).ConfigureAwait(false);
        File.WriteAllBytes((folders.Control / "environment").Value, environment);
        if (ShellFunctions.In(environment).Overlaps(PhaseLibrary.Functions)) File.WriteAllText((folders.Control / "redefines").Value, "");

        ImmutableArray<string> steps = [.. request.ToRun.Select(phase => phase.FunctionName())];
        var run = new PhaseRun(settings, request.Package, folders)
        {
            Writable = request.Image is { } image ? [image] : [],
            Extra = changed is null ? ImmutableSortedDictionary<string, string>.Empty : SaveAfter(kept.FunctionName(), folders.Environment),
        };
        await run.StepsAsync(steps, request.Environment, cancellation).ConfigureAwait(false);
        if (changed is not null) File.Move(folders.Environment.Value, changed.Value, overwrite: true);
    }

    private static ImmutableSortedDictionary<string, string> SaveAfter(string step, HostPath file) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("__stage3_last", step).Add("__stage3_package_environment", file.Value);

    private static void WriteWords(PhaseFolders folders, string name, ImmutableArray<HostPath> words) =>
        File.WriteAllText((folders.Control / name).Value, string.Concat(words.Select(word => word.Value + "\0")));

    private static string[] ReadWords(PhaseFolders folders, string name) =>
        File.ReadAllText((folders.Control / name).Value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> ReadLines(PhaseFolders folders, string name) =>
        (folders.Control / name) is { IsFile: true } file ? File.ReadLines(file.Value).Distinct() : [];
}
