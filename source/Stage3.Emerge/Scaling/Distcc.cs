using System.Collections.Immutable;

namespace Stage3.Emerge.Scaling;

/// <summary>Compiles on other machines: FEATURES=distcc of make.conf(5).</summary>
public sealed record Distcc
{
    private Distcc(ImmutableArray<DistccHost> hosts, bool pump) => (Hosts, Pump) = (hosts, pump);

    /// <summary>The machines, the most wanted first.</summary>
    public ImmutableArray<DistccHost> Hosts { get; }

    /// <summary>Whether headers are sent too, so that nothing is preprocessed here. It takes it that sources do not change while they are compiled; see distcc-pump(1).</summary>
    public bool Pump { get; }

    /// <summary>On these machines.</summary>
    /// <param name="hosts">At least one; for pump mode each gets <c>,lzo,cpp</c>.</param>
    /// <param name="pump">Pump mode.</param>
    /// <exception cref="ArgumentException">No host, or one twice.</exception>
    public static Distcc On(ImmutableArray<DistccHost> hosts, bool pump)
    {
        if (hosts.IsDefaultOrEmpty) throw new ArgumentException("distcc needs at least one host to compile on", nameof(hosts));
        if (hosts.GroupBy(host => host.Place, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"the distcc host '{twice.Key}' is named twice", nameof(hosts));
        return new(pump ? [.. hosts.Select(host => host.Pumped)] : hosts, pump);
    }

    /// <summary>DISTCC_HOSTS.</summary>
    public string HostList => string.Join(' ', Hosts);

    /// <inheritdoc/>
    public bool Equals(Distcc? other) => other is not null && Pump == other.Pump && Hosts.SequenceEqual(other.Hosts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pump, Hosts.Length);
}
