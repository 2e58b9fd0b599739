using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stage3.Linux.Processes;

/// <summary>
/// What is put around a program so that nothing of it survives: a session of its own (interrupts reach all of it, and
/// the terminal's Ctrl-C only us), a parent-death signal, and where the kernel lets us a pid namespace, whose members
/// all die with its first process, however they may have daemonised.
/// </summary>
internal static partial class ProcessTree
{
    /// <summary>
    /// The first process of a pid namespace ignores signals that it has no handler for and must reap orphans: a shell
    /// does both. Its remarks on killed children go nowhere, and what it exports by itself is taken back.
    /// </summary>
    private const string FirstProcess = """declare +x PWD OLDPWD SHLVL; trap : INT TERM HUP; { "$@" 2>&3 3>&-; } 3>&2 2>/dev/null; exit""";

    private static readonly ChildEnvironment Tools = ChildEnvironment.Clean;
    private static readonly Lazy<bool> HasPidNamespaces = new(TryPidNamespace);

    internal static ImmutableArray<string> Around(string program, ImmutableArray<string> arguments) =>
    [
        Tool("setsid"), Tool("setpriv"), "--pdeathsig", "KILL", "--",
        .. HasPidNamespaces.Value
            ? [Tool("unshare"), "--pid", "--fork", "--kill-child=SIGKILL", "--", Tool("bash"), "-c", FirstProcess, "stage3-init"]
            : ImmutableArray<string>.Empty,
        program, .. arguments,
    ];

    /// <summary>Interrupts every process of the session's group; those gone already are no error.</summary>
    internal static void Interrupt(int group) => _ = Kill(-group, 2);

    /// <summary>Kills every process of the session's group, and with it the pid namespace.</summary>
    internal static void Destroy(int group) => _ = Kill(-group, 9);

    private static string Tool(string name) => ProgramPath.Demand(name, Tools);

    private static bool TryPidNamespace()
    {
        using var trial = Process.Start(new ProcessStartInfo(Tool("unshare"), ["--pid", "--fork", "--kill-child=SIGKILL", "--", Tool("true")])
        {
            RedirectStandardError = true,
        })!;
        trial.StandardError.ReadToEnd();
        trial.WaitForExit();
        return trial.ExitCode == 0;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
