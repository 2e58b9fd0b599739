using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stage3.Eclasses.Trees;
using Stage3.Linux;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;

namespace Stage3.Eclasses.Probing;

/// <summary>
/// Runs eclasses to see what they do: in a small root in memory, in namespaces of its own, as an id that owns nothing,
/// without network, with limits of time, memory, processes and output. Reaches neither the host's files nor the tree.
/// What was seen of the same bytes is not run again. Safe to share between threads.
/// </summary>
public sealed class EclassProbe
{
    private static readonly ImmutableArray<string> AccountTools = ["useradd", "usermod", "groupadd"];
    private static readonly ImmutableArray<string> ManagerTools = ["chroot", "portageq", "python"];
    private static readonly ImmutableArray<string> NetworkTools = ["curl", "wget", "nc", "ssh", "git", "ping"];
    private readonly ConcurrentDictionary<string, SubjectReport> known = new(StringComparer.Ordinal);

    /// <summary>The eclasses that can be put to the test, without suffix.</summary>
    public static ImmutableArray<string> Subjects { get; } = ["user", "user-info", "acct-group", "acct-user"];

    /// <summary>How long one scenario may take.</summary>
    public TimeSpan ScenarioLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long all scenarios of one set may take together.</summary>
    public TimeSpan TotalLimit { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>What earlier runs saw; null to see all anew.</summary>
    public ProbeMemory? Memory { get; init; }

    /// <summary>Puts every eclass of a set to the test that is the tree's own.</summary>
    /// <exception cref="Stage3Exception">The isolation cannot be had here; nothing was run.</exception>
    public async Task<ProbeReport> RunAsync(EclassSet eclasses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(eclasses);
        var there = Subjects.Where(subject => eclasses[$"{subject}.eclass"] is { Origin: null }).ToList();
        var unknown = there.Where(subject => !Recall(subject, Key(eclasses, subject))).ToList();
        if (unknown.Count > 0)
            foreach (var report in await RunAsync(eclasses, unknown, cancellation).ConfigureAwait(false))
                Keep(report, Key(eclasses, report.Subject));
        return new ProbeReport([.. there.Select(subject => known[Key(eclasses, subject)])]);
    }

    private bool Recall(string subject, string key)
    {
        if (!known.ContainsKey(key) && Memory?.Recall(subject, key) is { } report) known[key] = report;
        return known.ContainsKey(key);
    }

    private void Keep(SubjectReport report, string key)
    {
        known[key] = report;
        Memory?.Keep(report, key);
    }

    /// <summary>What a subject's behaviour depends on: itself and the eclasses that it may inherit.</summary>
    private static string Key(EclassSet eclasses, string subject) =>
        string.Join(' ', eclasses.Files
            .Where(file => file.Name == $"{subject}.eclass" || !file.Name.StartsWith("acct-", StringComparison.Ordinal))
            .Where(file => subject != "user-info" || file.Name != "user.eclass")
            .Select(file => $"{file.Name}={file.Sha256}").Prepend(subject));

    private async Task<IEnumerable<SubjectReport>> RunAsync(EclassSet eclasses, List<string> subjects, CancellationToken cancellation)
    {
        var scratch = HostPath.Parse(Directory.CreateTempSubdirectory("stage3-probe-").FullName);
        try
        {
            Prepare(scratch, eclasses);
            var reader = new ProbeReader();
            var complaints = new List<string>();
            var inTime = await RunAsync(scratch, subjects, reader, complaints, cancellation).ConfigureAwait(false);
            if (!reader.Ready && inTime)
                throw new Stage3Exception(
                    "the place where eclasses are put to the test cannot be made",
                    complaints.Count > 0 ? complaints[^1] : "no reason was given",
                    "run as root, or as a user that may have user namespaces with subordinate ids, and allow mounts in them");
            var failure = !inTime ? $"it was stopped after {TotalLimit.TotalSeconds} s"
                : !reader.Done ? "it ended the probe itself" : null;
            return subjects.Select(subject => Report(subject, reader, failure));
        }
        finally
        {
            Directory.Delete(scratch.Value, recursive: true);
        }
    }

    /// <summary>Whoever came to his end before the rest broke down is judged by what he did.</summary>
    private static SubjectReport Report(string subject, ProbeReader reader, string? failure)
    {
        ImmutableArray<ProbeScenario> scenarios = [.. reader.Scenarios.Where(scenario => scenario.Subject == subject)];
        var isLast = reader.Scenarios.LastOrDefault()?.Subject == subject;
        return new SubjectReport(
            subject, scenarios, failure is not null && (isLast || scenarios.IsEmpty) ? $"{subject}.eclass: {failure}" : null);
    }

    private async Task<bool> RunAsync(
        HostPath scratch, List<string> subjects, ProbeReader reader, List<string> complaints, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TotalLimit);
        var jail = new ChildProcess(
            "bash",
            ["-c", Script("jail.bash"), "stage3-jail", scratch.Value, $"{ScenarioLimit.TotalSeconds:0.###}", .. subjects])
        {
            GracePeriod = TimeSpan.Zero,
            OnLine = line =>
            {
                if (!line.IsError) reader.Read(line.Text);
                else if (complaints.Count < 100) complaints.Add(line.Text);
            },
        };
        try
        {
            await PrivateMounts.None.Around(jail).ExitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Prepare(HostPath scratch, EclassSet eclasses)
    {
        var folder = (scratch / "eclass").EnsureFolder();
        foreach (var eclass in eclasses.Files) File.WriteAllBytes((folder / eclass.Name).Value, eclass.Content.Span);
        var probe = (scratch / "probe").EnsureFolder();
        foreach (var script in new[] { "run.bash", "scenario.bash", "manager.bash" })
            File.WriteAllText((probe / script).Value, Script(script));
        var tools = (probe / "bin").EnsureFolder();
        foreach (var tool in AccountTools) Program(tools / tool, Script("account.bash"));
        foreach (var tool in ManagerTools) Program(tools / tool, Script("programs.bash"));
        foreach (var tool in NetworkTools) Program(tools / tool, Script("network.bash"));
    }

    private static void Program(HostPath path, string text)
    {
        File.WriteAllText(path.Value, text);
        File.SetUnixFileMode(path.Value, UnixFileMode.UserRead | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    private static string Script(string name) => EmbeddedText.Read(typeof(EclassProbe), name);
}
