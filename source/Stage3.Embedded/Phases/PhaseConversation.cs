using System.Text;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>
/// Listens to the shell of one run: starts, ends and messages become events, questions for installed packages are
/// answered. Lines are <c>word TAB word TAB text</c>, through two named pipes.
/// </summary>
internal sealed class PhaseConversation : IAsyncDisposable
{
    private const string Goodbye = "goodbye";

    private readonly PhaseSettings settings;
    private readonly PackageId package;
    private readonly FileStream events;
    private readonly FileStream answers;
    private readonly Task listening;
    private readonly TaskCompletionSource<bool> served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="settings">Who hears of events and answers questions.</param>
    /// <param name="package">Whose shell it is.</param>
    /// <param name="control">The folder of the pipes.</param>
    /// <param name="isOneOfMany">Whether other packages' shells may run beside it: then it listens on a thread of its own, for reading a pipe blocks it.</param>
    internal PhaseConversation(PhaseSettings settings, PackageId package, HostPath control, bool isOneOfMany)
    {
        this.settings = settings;
        this.package = package;
        events = NamedPipe.Create(control / "events");
        answers = NamedPipe.Create(control / "answers");
        listening = Task.Factory.StartNew(Listen, CancellationToken.None, isOneOfMany ? TaskCreationOptions.LongRunning : TaskCreationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The step that was started last; null before the ebuild was sourced.</summary>
    internal Phase? Current { get; private set; }

    /// <summary>Whether all steps ended well, once a shell that is kept warm has said so.</summary>
    internal Task<bool> Served => served.Task;

    public async ValueTask DisposeAsync()
    {
        // Our own end of the pipe is open too, so it never ends by itself.
        await events.WriteAsync(Encoding.UTF8.GetBytes($"{Goodbye}\n")).ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        await events.DisposeAsync().ConfigureAwait(false);
        await answers.DisposeAsync().ConfigureAwait(false);
    }

    private void Listen()
    {
        using var reader = new StreamReader(events, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
        while (reader.ReadLine() is { } line && line != Goodbye)
        {
            var words = line.Split('\t', 3);
            switch (words)
            {
                case ["started", var step]:
                    Current = PhaseOf(step);
                    Tell(PhaseEventKind.Started, "");
                    break;
                case ["ended", _]:
                    Tell(PhaseEventKind.Ended, "");
                    break;
                case ["message", var kind, var text] when Enum.TryParse<PhaseEventKind>(kind, out var parsed):
                    Tell(parsed, text);
                    break;
                case ["ask", var root, var atom]:
                    answers.Write(Encoding.UTF8.GetBytes(Answer(root, atom) + "\n"));
                    break;
                case ["served", var status]:
                    served.TrySetResult(status == "0");
                    break;
                default:
                    // An ebuild wrote into our pipe: its business, and nothing that we could act on.
                    break;
            }
        }
    }

    private static Phase? PhaseOf(string step) =>
        Enum.GetValues<Phase>().Where(phase => phase.FunctionName() == step).Select(phase => (Phase?)phase).FirstOrDefault();

    private void Tell(PhaseEventKind kind, string text)
    {
        if (Current is { } phase) settings.OnEvent?.Invoke(new PhaseEvent(package, phase, kind, text));
    }

    private string Answer(string root, string atom)
    {
        var asked = root switch { "sysroot" => QueryRoot.SysRoot, "build" => QueryRoot.Build, _ => QueryRoot.Target };
        try
        {
            return settings.Installed.Best(asked, atom) is { } found ? $"found {found}" : "none";
        }
        catch (FormatException malformed)
        {
            return $"error {malformed.Message.ReplaceLineEndings(" ")}";
        }
    }
}
