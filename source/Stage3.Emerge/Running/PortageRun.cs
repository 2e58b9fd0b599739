using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;

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

    /// <summary>Leaves the root as it is: emerge writes caches into it even when it only pretends.</summary>
    internal bool CoversRoot { get; init; }

    /// <summary>The process; it is made, not started.</summary>
    /// <param name="further">Arguments before the command's own.</param>
    /// <param name="log">Takes all that it says.</param>
    /// <param name="listener">Told of each line.</param>
    internal ChildProcess Process(IEnumerable<string> further, HostPath? log, Action<OutputLine>? listener)
    {
        var emerge = portage.Program.AddRange(further).AddRange(command.Arguments);
        var inside = settings.AllowHostMerge
            ? new ChildProcess(emerge[0], emerge[1..])
            : new ChildProcess(
                "bash",
                ["-c", Script, "stage3-portage", command.ConfigRoot.Value, command.Root.Path.Value, settings.ReposConf.Value, portage.Defaults?.Value ?? "", string.Join('\n', Provided), .. emerge]);
        var placed = inside with { Environment = Surroundings, LogFile = log, OnLine = listener, GracePeriod = TimeSpan.FromSeconds(60) };
        return settings.AllowHostMerge ? placed : Mounts.Around(placed);
    }

    private PrivateMounts Mounts => new()
    {
        Writable = WorkFolders.Of(
            command.Root.Path, scratch.Temporary, settings.PkgDir, settings.DistDir, settings.Logs, settings.Cache, command.ConfigRoot / "etc/portage"),
        Overlays = CoversRoot ? scratch.Overlays.Add(scratch.Over(command.Root.Path)) : scratch.Overlays,
        ReadOnly = [HostPath.Parse("/")],
    };

    private ChildEnvironment Surroundings
    {
        get
        {
            var path = string.Join(':', new[] { scratch.Tools.Value, portage.Programs?.Value }.OfType<string>());
            var environment = ChildEnvironment.Clean
                .With("PATH", $"{path}:{Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath}")
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
                .With("PORTAGE_ELOG_SYSTEM", "save")
                .With("PORTAGE_ELOG_CLASSES", "log warn error qa")
                .With("PKGDIR", settings.PkgDir.Value)
                .With("DISTDIR", settings.DistDir.Value)
                .With("FEATURES", string.Join(' ', SwitchedOff(portage).Select(feature => $"-{feature}")));
            if (settings.AllowHostMerge) environment = environment.With("PORTAGE_REPOSITORIES", File.ReadAllText(settings.ReposConf.Value));
            return portage.Modules is { } modules ? environment.With("PYTHONPATH", modules.Value) : environment;
        }
    }

    /// <summary>Makes the folders that the run writes to.</summary>
    internal void MakeFolders()
    {
        foreach (var folder in new[] { command.Root.Path, settings.PkgDir, settings.DistDir, settings.Cache / "portage", settings.Logs / command.Root.Path.Name }) folder.EnsureFolder();
    }
}
