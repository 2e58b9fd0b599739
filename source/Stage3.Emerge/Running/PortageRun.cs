using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Scaling;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Emerge.Running;

/// <summary>How one command is given to a real emerge: environment, mounts, and the process with all of it around.</summary>
internal sealed class PortageRun(PortageSettings settings, EmergeCommand command, RunScratch scratch)
{
    // They need a Gentoo host, users that the root need not have, or namespaces inside of the one that the run has already;
    // with merge-wait nothing is merged before everything is unpacked.
    private static readonly ImmutableArray<string> Off =
    [
        "ipc-sandbox", "network-sandbox", "pid-sandbox", "mount-sandbox", "userpriv", "userfetch", "usersync", "merge-sync", "merge-wait", "news",
    ];

    private static readonly ImmutableArray<string> OffWithoutSandbox = ["sandbox", "usersandbox"];

    private static readonly string Script = EmbeddedText.Read(typeof(PortageRun), "portage-run.bash");

    private readonly PortageInstallation portage = settings.Installation;

    /// <summary>The FEATURES that are switched off for a run here, sorted.</summary>
    internal static ImmutableArray<string> SwitchedOff(PortageInstallation portage) =>
    [
        .. Off.Concat(ProgramPath.Find("sandbox", ChildEnvironment.StandardPath) is null ? OffWithoutSandbox : [])
            .Where(portage.Features.Contains)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Packages that the host has without a record of them, and that are not built for it: package.provided of portage(5).</summary>
    internal ImmutableArray<string> Provided { get; init; } = [];

    /// <summary>Whose jobs all packages share; null where each has its own.</summary>
    internal JobServer? SharedJobs { get; init; }

    /// <summary>Leaves the root as it is: emerge writes caches into it even when it only pretends.</summary>
    internal bool CoversRoot { get; init; }

    /// <summary>The process; it is made, not started.</summary>
    /// <param name="log">Takes all that it says.</param>
    /// <param name="listener">Told of each line.</param>
    internal ChildProcess Process(HostPath? log, Action<OutputLine>? listener)
    {
        var around = CoversRoot ? [] : settings.Scale.Around;
        var emerge = around.AddRange(portage.Program).AddRange(command.Arguments);
        var inside = settings is { AllowHostMerge: true, Seed: null } ? new ChildProcess(emerge[0], emerge[1..]) : Inside(emerge);
        var placed = inside with { Environment = Surroundings, LogFile = log, OnLine = listener, GracePeriod = TimeSpan.FromSeconds(60) };
        return settings switch
        {
            { Seed: { } seed } => new PrivateMounts { Overlays = RootCover }.Around(seed.Around(placed, Writable, Shown)),
            { AllowHostMerge: true } => placed,
            _ => Mounts.Around(placed),
        };
    }

    private ChildProcess Inside(ImmutableArray<string> emerge) => new(
        "bash",
        ["-c", Script, "stage3-portage", command.ConfigRoot.Value, command.Root.Path.Value, settings.ReposConf.Value, portage.Defaults?.Value ?? "", string.Join('\n', Provided), .. emerge]);

    /// <summary>Writes a script that does the same once more for one package, in mounts of its own, for people to try by hand.</summary>
    internal HostPath WriteAgain(PackageId package)
    {
        var alone = command with { Resume = Resuming.Nothing, Packages = [PackageSelector.Of(Atom.Exactly(package))], Dependencies = Dependencies.None, OneShot = true, Jobs = Jobs.One, Reinstall = [] };
        var emerge = portage.Program.AddRange(alone.Arguments);
        var environment = Surroundings.Variables.Where(each => each.Key is not ("TMPDIR" or "PORTAGE_TMPDIR" or "PATH" or "__PORTAGE_TEST_PATH_OVERRIDE")).Select(each => $"{each.Key}={each.Value}");
        var inner = settings.AllowHostMerge ? new ChildProcess(emerge[0], emerge[1..]) : Inside(emerge);
        var file = settings.Logs / $"again-{command.Root.Path.Name}.bash";
        AtomicFile.Write(file, string.Join('\n',
            "#!/usr/bin/env bash",
            $"# By hand what failed: {alone}",
            "# Run it as root. It changes that root and PKGDIR, as the command does, and nothing else of this machine.",
            $"stage3_environment=({Words([.. environment])})",
            $"stage3_path={Words([$"{(portage.Programs is { } programs ? programs.Value + ":" : "")}{ChildEnvironment.StandardPath}"])}",
            $"stage3_command=({Words([inner.Program, .. inner.Arguments])})",
            EmbeddedText.Read(typeof(PortageRun), "portage-again.bash")));
        return file;
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
    private ImmutableArray<OverlayMount> RootCover => CoversRoot ? [scratch.Over(command.Root.Path)] : [];

    private ImmutableArray<HostPath> Writable => WorkFolders.Of(
        command.Root.Path, scratch.Temporary, [settings.PkgDir, settings.DistDir, settings.Logs, settings.Cache, command.ConfigRoot / "etc/portage", .. settings.Scale.Writable]);

    /// <summary>What a seed sees of this machine, and does not write to.</summary>
    private ImmutableArray<HostPath> Shown =>
    [
        settings.ReposConf, command.ConfigRoot, scratch.Tools, .. ReposConf.Read(settings.ReposConf).Entries.Select(entry => entry.Location),
    ];

    private PrivateMounts Mounts => new()
    {
        Writable = Writable,
        Overlays = scratch.Overlays.AddRange(RootCover),
        ReadOnly = [HostPath.Parse("/")],
    };

    private ChildEnvironment Surroundings
    {
        get
        {
            var path = string.Join(':', new[] { scratch.Tools.Value, portage.Programs?.Value }.OfType<string>());
            var environment = ChildEnvironment.Clean
                .With("PATH", $"{path}:{(settings.Seed is null ? Environment.GetEnvironmentVariable("PATH") : null) ?? ChildEnvironment.StandardPath}")
                // Once the root has an env.d, its PATH takes the place of the one above in each phase; this one stays.
                .With("__PORTAGE_TEST_PATH_OVERRIDE", scratch.Tools.Value)
                .With("HOME", "/")
                .With("TERM", "dumb")
                .With("COLUMNS", "240")
                .With("NOCOLOR", "true")
                .With("TMPDIR", scratch.Temporary.Value)
                .With("PORTAGE_USERNAME", "root")
                .With("PORTAGE_GRPNAME", "root")
                .With("EMERGE_DEFAULT_OPTS", "--color=n --nospinner")
                .With("EMERGE_LOG_DIR", settings.Logs.Value)
                .With("PORTAGE_LOGDIR", (settings.Logs / command.Root.Path.Name).Value)
                .With("PORTAGE_DEPCACHEDIR", (settings.Cache / "portage").Value)
                .With("PORTAGE_TMPDIR", scratch.Temporary.Value)
                // Portage's own defaults name Gentoo's tree, a checkout's too: a run has the repositories that it is given, and no others.
                .With("PORTAGE_REPOSITORIES", File.ReadAllText(settings.ReposConf.Value))
                .With("PORTAGE_ELOG_SYSTEM", "save")
                .With("PORTAGE_ELOG_CLASSES", "log warn error qa")
                .With("PKGDIR", settings.PkgDir.Value)
                .With("DISTDIR", settings.DistDir.Value)
                .With("FEATURES", string.Join(' ', SwitchedOff(portage).Select(feature => $"-{feature}")
                    .Concat(portage.Features.Contains("observability") ? ["observability"] : []).Concat(settings.Scale.Features).Concat(SharingFeatures)))
                .With(settings.Scale.Variables);
            if (SharedJobs is not null) environment = environment.With("MAKEFLAGS", SharedJobs.MakeFlags);
            return portage.Modules is { } modules ? environment.With("PYTHONPATH", modules.Value) : environment;
        }
    }

    // Where Portage knows it, a package that is begun counts as a job too.
    private IEnumerable<string> SharingFeatures => SharedJobs is not null && portage.Features.Contains("jobserver-token") ? ["jobserver-token"] : [];

    /// <summary>Makes the folders that the run writes to.</summary>
    internal void MakeFolders()
    {
        foreach (var folder in settings.Scale.Writable.Concat([command.Root.Path, settings.PkgDir, settings.DistDir, settings.Cache / "portage", settings.Logs / command.Root.Path.Name])) folder.EnsureFolder();
    }
}
