using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>A Portage that was found and answers.</summary>
/// <param name="Program">How <c>emerge</c> is started: a program with its first arguments.</param>
/// <param name="Version">Portage's version.</param>
/// <param name="Python">The version of the Python that runs it.</param>
/// <param name="Features">The FEATURES that it knows (make.conf(5)).</param>
public sealed record PortageInstallation(ImmutableArray<string> Program, string Version, string Python, ImmutableHashSet<string> Features)
{
    /// <summary>The folder with its programs, to be looked in first; null where it is on PATH.</summary>
    public HostPath? Programs { get; init; }

    /// <summary>The folder with its modules; null where Python finds them by itself.</summary>
    public HostPath? Modules { get; init; }

    /// <summary>What <c>/usr/share/portage/config</c> must show (make.globals, sets); null where it is there already.</summary>
    public HostPath? Defaults { get; init; }

    /// <summary><c>Portage 3.0.82 (Python 3.11.7)</c>.</summary>
    public override string ToString() => $"Portage {Version} (Python {Python})";
}
