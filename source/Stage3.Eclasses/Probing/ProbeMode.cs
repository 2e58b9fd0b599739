namespace Stage3.Eclasses.Probing;

/// <summary>What ROOT was.</summary>
public enum ProbeMode
{
    /// <summary>The eclass was sourced and nothing else: no EAPI let it do so, or the EAPI is one that there never was.</summary>
    Source,

    /// <summary>ROOT was the running system: empty, or <c>/</c> up to EAPI 6.</summary>
    Host,

    /// <summary>ROOT was another place, with a slash at its end up to EAPI 6.</summary>
    Root,
}
