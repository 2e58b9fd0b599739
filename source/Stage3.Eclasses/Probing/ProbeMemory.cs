using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Eclasses.Probing;

/// <summary>
/// What earlier runs saw of the same eclasses, in one file each. A record is named by all that it depends on: the bytes of
/// the eclasses, this assembly with its scripts, and the machine's programs that an eclass runs. Judging is done anew each
/// time. What was cut short by a limit, or misbehaved, is not kept. Safe to share between threads and processes.
/// </summary>
/// <param name="folder">Where the records lie; made where it is missing.</param>
public sealed class ProbeMemory(HostPath folder)
{
    private const int KilledBySignal = 128;

    private static readonly string[] Programs =
        ["awk", "bash", "chmod", "chown", "cut", "env", "find", "getent", "grep", "id", "mkdir", "nsenter", "sed", "setpriv", "stat", "timeout", "tr", "unshare"];

    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private static readonly string World = string.Join('\n', [
        typeof(ProbeMemory).Module.ModuleVersionId.ToString(), .. Programs.Select(Version)]);

    /// <summary>What was seen; null where nothing was, or the record cannot be read.</summary>
    /// <param name="subject">The eclass without its suffix.</param>
    /// <param name="key">Names the bytes of the eclasses that its behaviour depends on.</param>
    public SubjectReport? Recall(string subject, string key)
    {
        var file = File(key);
        if (!file.IsFile) return null;
        try
        {
            var scenarios = JsonSerializer.Deserialize<ImmutableArray<ProbeScenario>>(System.IO.File.ReadAllBytes(file.Value));
            return scenarios.IsDefaultOrEmpty || scenarios.Any(scenario => scenario.Subject != subject) ? null : new SubjectReport(subject, scenarios, null);
        }
        catch (Exception damage) when (damage is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Whatever befell the record: the eclass itself can be asked again.
            return null;
        }
    }

    /// <summary>Keeps what was seen, where the same would be seen again.</summary>
    public void Keep(SubjectReport report, string key)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.WasStopped || report.Scenarios.Any(scenario => scenario.Status >= KilledBySignal || !scenario.Misdeeds.IsEmpty)) return;
        folder.EnsureFolder();
        AtomicFile.Write(File(key), JsonSerializer.SerializeToUtf8Bytes(report.Scenarios));
    }

    private HostPath File(string key) =>
        folder / $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{World}\n{key}")))[..40]}.json";

    private static string Version(string program)
    {
        var file = Folders.Select(path => new FileInfo($"{path}/{program}")).FirstOrDefault(file => file.Exists);
        if (file?.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        return $"{program} {file?.Length} {file?.LastWriteTimeUtc.Ticks}";
    }
}
