using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>Makes the phase runner of each package: what is common to a run, and the package's own variables.</summary>
internal sealed class PhaseRunners(EmbeddedSettings settings, EmergeCommand command, IProgress<EmergeEvent> progress, PhaseServer server, ElogPolicy messages)
{
    /// <summary>A runner whose phases see these variables.</summary>
    public PhaseRunner With(ImmutableSortedDictionary<string, string> variables) => new(
        new PhaseSettings(command.Root.Path, settings.Temporary, Logs)
        {
            SysRoot = command.Root.Path,
            Variables = variables,
            Installed = new InstalledVersions(command.Root.Path),
            OnEvent = Report,
            Server = server,
        });

    /// <summary>A folder that one package alone uses, in this run.</summary>
    public HostPath Folder(PackageId package) => settings.Temporary / package.ToString();

    /// <summary>A folder that one package alone uses while it is merged.</summary>
    public HostPath MergeFolder(PackageId package) => PhaseServer.FolderOf(settings.Temporary) / package.ToString();

    /// <summary>Where such folders go that are done with.</summary>
    public HostPath Bin => settings.Temporary / ".done";

    /// <summary>Logs of one root lie together: one package is built once and merged several times.</summary>
    private HostPath Logs => (settings.Logs / command.Root.Path.Name).EnsureFolder();

    /// <summary>What packages want people to read.</summary>
    public MessageLog Messages { get; } = new(settings.Logs / command.Root.Path.Name / "elog", settings.Clock, messages);

    private void Report(PhaseEvent happened)
    {
        Messages.Take(happened);
        EmergeEvent? told = happened.Kind switch
        {
            PhaseEventKind.Started => new PhaseStarted(happened.Package, happened.Phase.FunctionName()),
            PhaseEventKind.Log => new PackageMessage(happened.Package, "elog", happened.Text),
            PhaseEventKind.Warning => new PackageMessage(happened.Package, "ewarn", happened.Text),
            PhaseEventKind.Error => new PackageMessage(happened.Package, "eerror", happened.Text),
            PhaseEventKind.Quality => new PackageMessage(happened.Package, "eqawarn", happened.Text),
            _ => null,
        };
        if (told is not null) progress.Report(told);
    }
}
