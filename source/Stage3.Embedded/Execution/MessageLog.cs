using System.Collections.Concurrent;
using System.Text;
using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Keeps what packages want people to read, as PORTAGE_ELOG_SYSTEM=save does (make.conf(5)): a file <c>category:package-version:time.log</c> a package, of its <c>elog</c>, <c>ewarn</c>
/// and <c>eerror</c>, by phase.
/// </summary>
internal sealed class MessageLog(HostPath folder, TimeProvider clock)
{
    private readonly ConcurrentDictionary<PackageId, ConcurrentQueue<PhaseEvent>> _said = new();

    /// <summary>Takes what a package said; all else is none of its business.</summary>
    internal void Take(PhaseEvent happened)
    {
        if (Head(happened.Kind) is not null) _said.GetOrAdd(happened.Package, _ => new()).Enqueue(happened);
    }

    /// <summary>Writes what a package said since it was last asked for; nothing where it said nothing.</summary>
    internal void Save(PackageId package)
    {
        if (!_said.TryRemove(package, out var said)) return;
        var (text, before) = (new StringBuilder(), "");
        foreach (var message in said.OrderBy(message => message.Phase))
        {
            var head = $"{Head(message.Kind)}: {message.Phase.ShortName()}";
            if (head != before) text.Append(head).Append('\n');
            before = head;
            text.Append(message.Text.TrimEnd('\n')).Append('\n');
        }

        AtomicFile.Write(folder.EnsureFolder() / $"{package.Name.Category}:{package.NameAndVersion}:{clock.GetUtcNow():yyyyMMdd-HHmmss}.log", text.ToString());
    }

    private static string? Head(PhaseEventKind kind) => kind switch
    {
        PhaseEventKind.Log => "LOG",
        PhaseEventKind.Warning => "WARN",
        PhaseEventKind.Error => "ERROR",
        _ => null,
    };
}
