using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Running;

/// <summary>What one run of a real emerge has for itself: layers over the host's folders, tools, PORTAGE_TMPDIR. Gone when disposed.</summary>
internal sealed class RunScratch : IDisposable
{
    private static readonly string AccountTool = EmbeddedText.Read(typeof(RunScratch), "account-tool.bash");

    private static readonly string[] AccountTools =
    [
        "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "gpasswd", "passwd", "chpasswd", "chgpasswd", "newusers", "chage",
        "chfn", "chsh", "vipw", "vigr", "pwconv", "grpconv", "adduser", "addgroup",
    ];

    // Where layers can lie while they must not lie below what they cover; the first that fits is taken.
    private static readonly string[] OtherPlaces = ["/tmp", "/dev/shm", "/run"];

    // What Portage keeps of the host, and the accounts; and where it says how far it is.
    private static readonly HostPath[] Covered = [HostPath.Parse("/etc"), HostPath.Parse("/usr/share"), HostPath.Parse("/var"), HostPath.Parse("/run")];

    private readonly HostPath folder;
    private readonly List<HostPath> elsewhere = [];

    private RunScratch(HostPath folder) => this.folder = folder;

    /// <summary>PORTAGE_TMPDIR.</summary>
    internal HostPath Temporary => folder / "portage";

    /// <summary>To be looked in before all else on PATH.</summary>
    internal HostPath Tools => folder / "tools";

    /// <summary>Covers what of the host a run would write to.</summary>
    internal ImmutableArray<OverlayMount> Overlays { get; private set; } = [];

    /// <summary>Where emerge publishes its status, where its version does: <c>/run/portage</c>, as seen from here.</summary>
    internal HostPath Status => (Overlays.FirstOrDefault(overlay => overlay.Folder.Value == "/run")?.Written ?? HostPath.Parse("/run")) / "portage";

    /// <summary>Makes one.</summary>
    internal static RunScratch Make(HostPath parent, bool allowHostMerge)
    {
        // A run that was killed leaves its folder; it is of no use to anybody, and may be large.
        var scratch = new RunScratch(parent / "emerge");
        TreeRemoval.Remove(scratch.folder, CancellationToken.None);
        scratch.Temporary.EnsureFolder();
        scratch.Tools.EnsureFolder();
        foreach (var tool in AccountTools) scratch.WriteTool(tool);
        if (allowHostMerge) File.WriteAllText((scratch.Tools / "host-allowed").Value, "");
        if (ProgramPath.Find("gtar", ChildEnvironment.StandardPath) is null)
            File.CreateSymbolicLink((scratch.Tools / "gtar").Value, ProgramPath.Find("tar", ChildEnvironment.StandardPath) ?? "tar");
        scratch.Overlays = allowHostMerge ? [] : [.. Covered.Select(scratch.Over)];
        return scratch;
    }

    /// <summary>Calls that would have changed the host's accounts: package, phase, command line.</summary>
    internal ImmutableArray<AccountCall> AccountCalls() =>
        (folder / "account-calls") is { IsFile: true } file
            ? [.. File.ReadLines(file.Value).Select(line => line.Split('\t', 3)).Select(words => new AccountCall(words[0], words[1], words[2]))]
            : [];

    public void Dispose()
    {
        TreeRemoval.Remove(folder, CancellationToken.None);
        foreach (var each in elsewhere) TreeRemoval.Remove(each, CancellationToken.None);
    }

    private void WriteTool(string name)
    {
        var file = (Tools / name).Value;
        File.WriteAllText(file, AccountTool);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    /// <summary>A cover over a folder, whose layers go when this is disposed.</summary>
    internal OverlayMount Over(HostPath target)
    {
        if (!target.Contains(folder)) return new OverlayMount(target, folder / "layers" / target.Value.Replace('/', '-'));
        var place = HostPath.Parse(OtherPlaces.First(Directory.Exists)) / $"stage3-{Environment.ProcessId}-{elsewhere.Count}";
        elsewhere.Add(place);
        return new OverlayMount(target, place.EnsureFolder());
    }
}
