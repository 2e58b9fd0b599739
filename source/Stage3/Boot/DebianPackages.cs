using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Boot;

/// <summary>
/// Debian packages by the host's apt client, into a folder: sources, keys and proxies are the host's (<c>/etc/apt</c>);
/// lists, caches, hooks and the list of what is installed are not, so the host stays as it is. apt checks signatures
/// and digests. See apt.conf(5), apt-get(8).
/// </summary>
internal sealed class DebianPackages
{
    private readonly HostPath _folder;
    private readonly ChildEnvironment _environment;

    private DebianPackages(HostPath folder, HostPath? sources)
    {
        _folder = folder;
        var inherited = ChildEnvironment.Clean.With("DEBIAN_FRONTEND", "noninteractive")
            .WithInherited("http_proxy", "https_proxy", "no_proxy", "APT_CONFIG");
        _environment = sources is null ? inherited : inherited.With("APT_CONFIG", sources.Value);
    }

    private HostPath Configuration => _folder / "apt.conf";

    private HostPath Archives => _folder / "cache/archives";

    /// <summary>Begins with fresh lists, in a folder that is made.</summary>
    /// <param name="folder">Where all that apt writes goes.</param>
    /// <param name="architecture">Debian's name of the packages' architecture.</param>
    /// <param name="sources">An apt.conf(5) read before the host's own, which may name other sources; null for none.</param>
    /// <param name="cancellation">Stops apt.</param>
    /// <exception cref="ProgramMissingException">The host has no apt.</exception>
    /// <exception cref="ProgramFailedException">apt could not fetch its lists.</exception>
    internal static async Task<DebianPackages> OpenAsync(HostPath folder, string architecture, HostPath? sources, CancellationToken cancellation)
    {
        var packages = new DebianPackages(folder, sources);
        foreach (var name in (string[])["state/lists/partial", "cache/archives/partial"]) (folder / name).EnsureFolder();
        await File.WriteAllTextAsync((folder / "state/status").Value, "", cancellation).ConfigureAwait(false);
        // Read last, after all of the host's own: the "#clear" lines take away hooks that act on the host's caches.
        await File.WriteAllTextAsync(packages.Configuration.Value, $$"""
            #clear APT::Architectures;
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            APT::Architecture "{{architecture}}";
            APT::Architectures { "{{architecture}}"; };
            APT::Sandbox::User "root";
            APT::Install-Recommends "false";
            Acquire::AllowInsecureRepositories "false";
            Acquire::GzipIndexes "false";
            Acquire::Languages "none";
            Acquire::Retries "3";
            Dir::State "{{folder}}/state/";
            Dir::State::status "{{folder}}/state/status";
            Dir::Cache "{{folder}}/cache/";
            Dir::Cache::pkgcache "pkgcache.bin";
            Dir::Cache::srcpkgcache "";

            """, cancellation).ConfigureAwait(false);
        await packages.Apt("apt-get", "update").RunAsync(cancellation).ConfigureAwait(false);
        return packages;
    }

    /// <summary>The first package that a package depends on: what a package that only names another stands for.</summary>
    /// <exception cref="Stage3Exception">The host's sources have no such package, or it depends on none.</exception>
    internal async Task<string> FirstDependencyAsync(string package, CancellationToken cancellation)
    {
        var text = await Apt("apt-cache", "depends", "--important", package).CaptureAsync(cancellation).ConfigureAwait(false);
        return text.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("Depends: ", StringComparison.Ordinal))
            .Select(line => line["Depends: ".Length..])
            .FirstOrDefault() ?? throw new Stage3Exception($"{package} depends on no package", "the host's package sources", "see /etc/apt");
    }

    /// <summary>Unpacks a package with all that it needs, down to the C library, into a folder: nothing of the host is counted on.</summary>
    internal async Task UnpackWithDependenciesAsync(string package, HostPath root, CancellationToken cancellation)
    {
        await Apt("apt-get", "--yes", "--download-only", "install", package).RunAsync(cancellation).ConfigureAwait(false);
        await UnpackAsync([.. Directory.EnumerateFiles(Archives.Value, "*.deb")], root, cancellation).ConfigureAwait(false);
    }

    /// <summary>Unpacks one package, without what it needs, into a folder.</summary>
    internal async Task UnpackAloneAsync(string package, HostPath root, CancellationToken cancellation)
    {
        var folder = (_folder / "alone" / package).EnsureFolder();
        var download = Apt("apt-get", "download", package) with { WorkingFolder = folder };
        await download.RunAsync(cancellation).ConfigureAwait(false);
        await UnpackAsync([.. Directory.EnumerateFiles(folder.Value, "*.deb")], root, cancellation).ConfigureAwait(false);
    }

    private static async Task UnpackAsync(ImmutableArray<string> archives, HostPath root, CancellationToken cancellation)
    {
        root.EnsureFolder();
        foreach (var archive in archives.Order(StringComparer.Ordinal))
            await new ChildProcess("dpkg-deb", "--extract", archive, root.Value).RunAsync(cancellation).ConfigureAwait(false);
    }

    private ChildProcess Apt(string program, params IEnumerable<string> arguments) =>
        new(program, ["--quiet", "--config-file", Configuration.Value, .. arguments])
        {
            Environment = _environment,
            LogFile = _folder / "apt.log",
        };
}
