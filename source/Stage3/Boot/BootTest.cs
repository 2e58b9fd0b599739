using Stage3.Linux;

namespace Stage3.Boot;

/// <summary>
/// Boots a copy of a root in qemu and asks it what became of it: systemd, the bus, failed units. The root itself is
/// only read; the copy exists in the machine's memory and nowhere else. Needs no rights beyond reading the root.
/// </summary>
/// <param name="WorkFolder">Where qemu, the kernel, the initramfs and the logs go. qemu and the kernel (250 MB) are kept for the next test.</param>
public sealed record BootTest(HostPath WorkFolder)
{
    /// <summary>How long the boot may take, fetching not counted. Emulation takes some 15 to 60 s for a small root.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An apt.conf(5) that the host's apt reads before its own, for other package sources; null for none.</summary>
    public HostPath? AptConfiguration { get; init; }

    /// <summary>Boots a root folder or a stage tarball. Cancelling stops the machine at once.</summary>
    /// <exception cref="Stage3Exception">The root cannot be read, or the tarball is broken.</exception>
    public async Task<BootOutcome> RunAsync(HostPath source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.IsFile && !source.IsFolder)
            throw new Stage3Exception("there is nothing to boot", source.Value, "name a stage tarball or a root folder");
        BootKit kit;
        try
        {
            kit = await BootKit.FetchAsync(WorkFolder.EnsureFolder(), AptConfiguration, cancellation).ConfigureAwait(false);
        }
        catch (Stage3Exception error)
        {
            var remedy = string.Join(' ', error.Remedy.Split('\n', StringSplitOptions.TrimEntries));
            return new BootSkipped($"qemu or a kernel could not be fetched: {error.What}; {remedy}");
        }
        var run = WorkFolder / "run";
        if (run.IsFolder) Directory.Delete(run.Value, recursive: true);
        run.EnsureFolder();
        var root = await Initramfs.WriteAsync(source, BootQuestions.Files, run / "initramfs.gz", cancellation).ConfigureAwait(false);
        if (root.Init is null) return new NotBooted("the root has no systemd", Console: null);
        var machine = await Machine.ChooseAsync(kit, run / "kvm-trial.log", cancellation).ConfigureAwait(false);
        return await BootAsync(machine, root, root.Init, run, cancellation).ConfigureAwait(false);
    }

    private async Task<BootOutcome> BootAsync(Machine machine, Initramfs root, string init, HostPath run, CancellationToken cancellation)
    {
        var (answers, console) = (run / "answers", run / "console.log");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        string ending;
        try
        {
            var exit = await machine.Boot(root, init, answers, console).ExitAsync(limit.Token).ConfigureAwait(false);
            ending = $"the machine stopped ({exit}) without an answer";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ending = $"no answer came within {TimeLimit.TotalSeconds:0} s";
        }
        finally
        {
            File.Delete(root.File.Value);
        }
        // A machine that has answered and then does not switch itself off has answered all the same.
        var text = answers.IsFile ? await File.ReadAllTextAsync(answers.Value, cancellation).ConfigureAwait(false) : "";
        return BootAnswers.Parse(text) is { } report
            ? new Booted(report, root.Accounts.FindUser("messagebus")?.Uid, machine.Accelerator, console)
            : new NotBooted(ending, console);
    }
}
