using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Boot;

/// <summary>
/// The machine that a test boots: no disk, no network, no screen. Its first serial port is the console, the second one
/// takes the answers.
/// </summary>
internal sealed record Machine(BootKit Kit, Accelerator Accelerator)
{
    /// <summary>How long <c>/dev/kvm</c> may take for a kernel's first second. Nested virtualisation may hang or abort.</summary>
    private static readonly TimeSpan KvmTrial = TimeSpan.FromSeconds(15);

    private const long MiB = 1 << 20;

    /// <summary>The quickest machine that works here: KVM where a kernel runs on it up to its panic for want of a root.</summary>
    internal static async Task<Machine> ChooseAsync(BootKit kit, HostPath log, CancellationToken cancellation)
    {
        var kvm = new Machine(kit, Accelerator.Kvm);
        if (!File.Exists("/dev/kvm")) return kvm with { Accelerator = Accelerator.Emulation };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(KvmTrial);
        try
        {
            var trial = kvm.Start(512, "console=ttyS0 panic=-1", "-serial", "stdio") with { LogFile = log, GracePeriod = TimeSpan.Zero };
            var exit = await trial.ExitAsync(limit.Token).ConfigureAwait(false);
            if (exit.IsSuccess) return kvm;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It hangs: the same as one that is not there.
        }
        return kvm with { Accelerator = Accelerator.Emulation };
    }

    /// <summary>The boot of a root, which ends when the root switches the machine off, or crashes.</summary>
    internal ChildProcess Boot(Initramfs root, string init, HostPath answers, HostPath console)
    {
        // The archive and what is unpacked from it are there at once, and the kernel lets a tmpfs grow to half of the memory.
        var memory = Math.Max(2048, 512 + ((2 * root.UnpackedBytes) + new FileInfo(root.File.Value).Length) / MiB);
        return Start(memory,
            $"console=ttyS0 panic=-1 rdinit={init} systemd.wants={BootQuestions.UnitName} systemd.show_status=1 systemd.log_color=0",
            "-initrd", root.File.Value,
            "-serial", "stdio",
            "-chardev", $"file,id=answers,path={answers.Value.Replace(",", ",,", StringComparison.Ordinal)}",
            "-serial", "chardev:answers") with
        {
            LogFile = console,
            GracePeriod = TimeSpan.FromSeconds(2),
        };
    }

    private ChildProcess Start(long memory, string commandLine, params IEnumerable<string> more) => Kit.Run(
    [
        "-accel", Accelerator == Accelerator.Kvm ? "kvm" : "tcg,thread=multi",
        "-cpu", "max",
        "-smp", "2",
        "-m", memory.ToString(CultureInfo.InvariantCulture),
        "-nodefaults", "-display", "none", "-nic", "none", "-no-reboot",
        "-kernel", Kit.Kernel.Value,
        "-append", commandLine,
        .. more,
    ]);
}
