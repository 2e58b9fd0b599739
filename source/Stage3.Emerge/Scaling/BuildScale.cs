using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Binhosts;

namespace Stage3.Emerge.Scaling;

/// <summary>What makes a real Portage build on more than one processor and one machine, as FEATURES and variables of make.conf(5).</summary>
public sealed record BuildScale
{
    // As distcc calls it, and as Debian does.
    private static readonly ImmutableArray<string> Pumps = ["pump", "distcc-pump"];

    /// <summary>Portage's own defaults.</summary>
    public static BuildScale Default { get; } = new();

    /// <summary>Jobs within a package; null is Portage's default, one a processor.</summary>
    public MakeJobs? Make { get; init; }

    /// <summary>ccache; null for none.</summary>
    public CompilerCache? Ccache { get; init; }

    /// <summary>distcc; null for none.</summary>
    public Distcc? Distcc { get; init; }

    /// <summary>Where <c>--getbinpkg</c> fetches from, the most wanted first: PORTAGE_BINHOST.</summary>
    public ImmutableArray<BinhostAddress> Binhosts { get; init; } = [];

    /// <summary>Signatures of binary packages; null asks for none, and makes none.</summary>
    public PortageSignatures? Signatures { get; init; }

    /// <summary>FEATURES that it switches on, sorted.</summary>
    public ImmutableArray<string> Features =>
    [
        .. new[] { Ccache is null ? null : "ccache", Distcc is null ? null : "distcc" }.OfType<string>()
            .Concat(Signatures?.Features ?? []).Order(StringComparer.Ordinal),
    ];

    /// <summary>Variables that it sets, by name.</summary>
    public ImmutableSortedDictionary<string, string> Variables
    {
        get
        {
            var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            if (Make is { Shared: false }) variables["MAKEOPTS"] = Make.Options;
            if (Ccache is not null) variables["CCACHE_DIR"] = Ccache.Folder.Value;
            if (Ccache?.Size is { } size) variables["CCACHE_SIZE"] = size;
            if (Distcc is not null) variables["DISTCC_HOSTS"] = Distcc.HostList;
            if (!Binhosts.IsEmpty) variables["PORTAGE_BINHOST"] = string.Join(' ', Binhosts);
            variables.AddRange(Signatures?.Variables ?? []);
            return variables.ToImmutable();
        }
    }

    /// <summary>
    /// What emerge is started by: the include server of pump mode, which Portage itself knows nothing of since 2.3.81.
    /// </summary>
    /// <exception cref="Stage3Exception">It is not installed.</exception>
    public ImmutableArray<string> Around => Distcc is not { Pump: true }
        ? []
        : [Pumps.Select(name => ProgramPath.Find(name, Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath)).FirstOrDefault(found => found is not null)
            ?? throw new Stage3Exception("distcc's pump mode needs its include server, which is not installed", string.Join(", ", Pumps), "install it (Debian: distcc-pump), or leave out --distcc-pump")];

    /// <summary>Folders that a run writes to for it.</summary>
    public ImmutableArray<HostPath> Writable =>
        [.. new[] { Ccache?.Folder, Signatures?.TrustedHome, Signatures?.SigningHome }.OfType<HostPath>()];

    /// <inheritdoc/>
    public bool Equals(BuildScale? other) =>
        other is not null && Make == other.Make && Ccache == other.Ccache && Distcc == other.Distcc && Signatures == other.Signatures && Binhosts.SequenceEqual(other.Binhosts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Make, Ccache, Distcc, Signatures, Binhosts.Length);
}
