using System.Collections.Immutable;

namespace Stage3.Eclasses.Probing;

/// <summary>What one package that inherits an eclass did to two sets of account files, as they were found afterwards.</summary>
/// <param name="Subject">The eclass without its suffix: <c>user</c>, <c>user-info</c>, <c>acct-group</c> or <c>acct-user</c>.</param>
/// <param name="Eapi">The EAPI it was sourced with.</param>
/// <param name="Mode">What ROOT was.</param>
/// <param name="Status">How the package ended: 0, or 137 where the time limit killed it.</param>
/// <param name="Said">The last line it printed, where it failed.</param>
/// <param name="Calls">The calls, in their order.</param>
/// <param name="HostAccounts">The host's lines, each as <c>file:line</c>.</param>
/// <param name="RootAccounts">ROOT's lines, each as <c>file:line</c>.</param>
/// <param name="Owners">Paths below ROOT, the host's <c>/var</c> and the image, with the ids that own them.</param>
/// <param name="Misdeeds">What no eclass for accounts may do.</param>
/// <param name="HostChanged">True where the host's account files are not what they were.</param>
/// <param name="NullFolder">True where ROOT's <c>/dev/null</c> became a folder.</param>
public sealed record ProbeScenario(
    string Subject, string Eapi, ProbeMode Mode, int Status, string Said,
    ImmutableArray<ProbeCall> Calls,
    ImmutableArray<string> HostAccounts,
    ImmutableArray<string> RootAccounts,
    ImmutableSortedDictionary<string, int> Owners,
    ImmutableArray<string> Misdeeds,
    bool HostChanged,
    bool NullFolder)
{
    /// <summary>The call of that name; null where the eclass has no such function.</summary>
    public ProbeCall? this[string name] => Calls.FirstOrDefault(call => call.Name == name);

    /// <summary>A field, from 0, of an entry on one side; null where there is none.</summary>
    public string? Field(ProbeMode side, string file, string name, int field) =>
        (side == ProbeMode.Root ? RootAccounts : HostAccounts)
            .Select(line => line.Split(':'))
            .FirstOrDefault(fields => fields.Length > field + 1 && fields[0] == file && fields[1] == name)?[field + 1];

    /// <summary>True where the side has an entry of that name.</summary>
    public bool Has(ProbeMode side, string file, string name) => Field(side, file, name, 0) is not null;
}
