using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>One start of the shell library for one package, in its private mounts.</summary>
internal sealed class PhaseRun(PhaseSettings settings, PackageId package, PhaseFolders folders)
{
    private static readonly ImmutableArray<string> PassedOn =
    [
        "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "REQUESTS_CA_BUNDLE",
    ];

    private static readonly ImmutableArray<string> AccountFiles = ["passwd", "group", "shadow", "gshadow"];

    /// <summary>Folders besides the usual ones that this run may write to.</summary>
    internal ImmutableArray<HostPath> Writable { get; init; } = [];

    /// <summary>Further variables of the shell's environment.</summary>
    internal ImmutableSortedDictionary<string, string> Extra { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal HostPath Log => settings.LogFolder / $"{package.Name.Category}:{package.NameAndVersion}.log";

    internal async Task StepsAsync(ImmutableArray<string> steps, HostPath ebuild, CancellationToken cancellation)
    {
        var server = Writable.Append(folders.Base).All(PhaseServer.FolderOf(settings.WorkFolder).Contains) ? settings.Server : null;
        await using var conversation = new PhaseConversation(settings, package, folders.Control, isOneOfMany: server is null);
        if (server is not null)
        {
            var order = new PhaseOrder(folders.Control, Log, Extra.GetValueOrDefault("__stage3_last", ""), Extra.GetValueOrDefault("__stage3_package_environment", ""), steps);
            if (!await server.RunAsync(settings, order, conversation, cancellation).ConfigureAwait(false))
                throw Judge("its shell ended early", [.. File.ReadLines(Log.Value).TakeLast(20)], null, conversation.Current, ebuild);
            return;
        }

        var library = PhaseLibrary.LayOut(settings.WorkFolder);
        LinkAccounts(settings, folders.Etc);
        var shell = new ChildProcess("bash", ["--noprofile", "--norc", (library.Folder / "run.bash").Value, .. steps])
        {
            Environment = EnvironmentFor(settings, library, folders.Etc).With("__stage3_run", folders.Control.Value).With(Extra),
            LogFile = Log,
        };
        try
        {
            await Mounts(settings, folders.Etc, [folders.Base, .. Writable]).Around(shell).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException failed)
        {
            throw Judge(failed.Exit.ToString(), failed.LastLines, failed, conversation.Current, ebuild);
        }
    }

    /// <summary>Lets the layer over <c>/etc</c> show ROOT's accounts.</summary>
    internal static void LinkAccounts(PhaseSettings settings, HostPath etc)
    {
        foreach (var file in AccountFiles)
            File.CreateSymbolicLink((etc / "upper" / file).Value, (settings.Root / "etc" / file).Value);
    }

    /// <summary>Whether something in that layer is what <see cref="LinkAccounts"/> has put there.</summary>
    internal static bool IsAccountLink(PhaseSettings settings, FileSystemInfo entry) =>
        AccountFiles.Contains(entry.Name) && entry.LinkTarget == (settings.Root / "etc" / entry.Name).Value;

    /// <summary>What the shell of any package finds in its environment.</summary>
    internal static ChildEnvironment EnvironmentFor(PhaseSettings settings, PhaseLibrary library, HostPath etc) => ChildEnvironment.Clean
        .With("PATH", library.Path)
        .With("__stage3_lib", library.Folder.Value)
        .With("__stage3_etc", etc.Value)
        .With("__stage3_account_lock", AccountLock(settings).Value)
        .WithInherited(PassedOn);

    /// <summary>What phases see of the machine, and may write to.</summary>
    internal static PrivateMounts Mounts(PhaseSettings settings, HostPath etc, IEnumerable<HostPath> writable) => new()
    {
        Writable = Outermost(
        [
            HostPath.Parse("/tmp"), HostPath.Parse("/var/tmp"), settings.Root, settings.WorkFolder / "locks", .. settings.Writable, .. writable,
        ]),
        Overlays = [new OverlayMount(HostPath.Parse("/etc"), etc)],
        ReadOnly = [HostPath.Parse("/"), HostPath.Parse("/var/db/pkg"), HostPath.Parse("/var/lib/portage")],
    };

    /// <summary>One lock a root: shadow's own locks make the second of two calls fail at once.</summary>
    private static HostPath AccountLock(PhaseSettings settings)
    {
        var root = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Root.Value)))[..16];
        return (settings.WorkFolder / "locks").EnsureFolder() / $"accounts-{root}";
    }

    private static ImmutableArray<HostPath> Outermost(ImmutableArray<HostPath> paths) =>
    [
        .. paths.Distinct().Where(path => path.IsFolder && !paths.Any(other => other != path && other.Contains(path))).Order(),
    ];

    private Stage3Exception Judge(string exit, ImmutableArray<string> lastLines, ProgramFailedException? failed, Phase? phase, HostPath ebuild)
    {
        var calls = Lines("account-calls").Select(line => line.Split('\t', 2)).Where(words => words.Length == 2).ToImmutableArray();
        if (phase is { } accused && calls is [var first, ..])
            return new HostAccountsException(package, accused, first[0], [.. calls.Select(words => words[1]).Distinct()], Log);
        var reason = string.Join(' ', Lines("died"));
        if (phase is { } started) return new PhaseFailedException(package, started, reason.Length > 0 ? reason : exit, Log, lastLines);
        return reason.Length > 0 || failed is null
            ? new EbuildUnusableException(package, ebuild, [reason.Length > 0 ? reason : exit, .. lastLines.Where(line => !line.StartsWith(" * ", StringComparison.Ordinal))])
            : failed;
    }

    private ImmutableArray<string> Lines(string file) =>
        (folders.Control / file) is { IsFile: true } path ? [.. File.ReadLines(path.Value)] : [];
}
