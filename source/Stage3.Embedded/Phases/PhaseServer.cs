using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;

namespace Stage3.Embedded.Phases;

/// <summary>
/// One shell for the <c>pkg_*</c> phases of many packages, started when the first asks for it: it has read the phase library and sits in its private mounts, and each phase runs in
/// a copy of it. One package at a time. Where a phase wrote to the <c>/etc</c> of the build host, which is not changed, the next package gets a new shell, and sees nothing of it.
/// </summary>
internal sealed class PhaseServer : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private CancellationTokenSource? stop;
    private FileStream? requests;
    private Task running = Task.CompletedTask;

    /// <summary>Where the folders of all runs lie that the shell can write to.</summary>
    internal static HostPath FolderOf(HostPath workFolder) => workFolder / "merging";

    /// <summary>Runs the steps of one package; false where one of them failed.</summary>
    /// <exception cref="ProgramFailedException">The shell itself ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    internal async Task<bool> RunAsync(PhaseSettings settings, PhaseOrder order, PhaseConversation conversation, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (requests is null) Start(settings);
            await using var registration = cancellation.Register(() => stop!.Cancel());
            order.Log.Parent.EnsureFolder();
            // Shorter than a pipe is deep: it does not wait.
            requests!.Write(order.ToBytes());
            var ended = await Task.WhenAny(conversation.Served, running).ConfigureAwait(false);
            if (ended == conversation.Served)
            {
                var isDone = await conversation.Served.ConfigureAwait(false);
                if (!HasUntouchedEtc(settings)) await StopAsync().ConfigureAwait(false);
                return isDone;
            }

            cancellation.ThrowIfCancellationRequested();
            await running.ConfigureAwait(false);
            throw new Stage3Exception("the shell of the phases ended by itself", order.Log.Value, "run again; the log's end may tell why");
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        one.Dispose();
    }

    private async Task StopAsync()
    {
        if (stop is not null)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
            stop = null;
        }

        if (requests is not null) await requests.DisposeAsync().ConfigureAwait(false);
        requests = null;
    }

    // The layer that takes what is written there has the links to the accounts of ROOT, perhaps the empty file that lckpwdf(3) locks, and nothing else.
    private static bool HasUntouchedEtc(PhaseSettings settings) =>
        new DirectoryInfo((EtcOf(settings) / "upper").Value).EnumerateFileSystemInfos().All(entry => PhaseRun.IsAccountLink(settings, entry) || entry is FileInfo { Name: ".pwd.lock", Length: 0 });

    private static HostPath EtcOf(PhaseSettings settings) => FolderOf(settings.WorkFolder) / ".server/etc";

    private void Start(PhaseSettings settings)
    {
        var folder = FolderOf(settings.WorkFolder) / ".server";
        TreeRemoval.Remove(folder, CancellationToken.None);
        (folder / "etc/upper").EnsureFolder();
        var library = PhaseLibrary.LayOut(settings.WorkFolder);
        PhaseRun.LinkAccounts(settings, folder / "etc");
        requests = NamedPipe.Create(folder / "requests");
        stop = new CancellationTokenSource();
        var shell = new ChildProcess("bash", "--noprofile", "--norc", (library.Folder / "serve.bash").Value)
        {
            Environment = PhaseRun.EnvironmentFor(settings, library, folder / "etc").With("__stage3_server", folder.Value),
            // It has nothing to finish when it is stopped: whatever a phase left running goes with it.
            GracePeriod = TimeSpan.Zero,
        };
        running = PhaseRun.Mounts(settings, folder / "etc", [FolderOf(settings.WorkFolder), settings.LogFolder.EnsureFolder()]).Around(shell).RunAsync(stop.Token);
    }
}
