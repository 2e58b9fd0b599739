using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Answers <c>has_version</c> and <c>best_version</c> from the databases of ROOT and of the build host, as they are at
/// that moment (PMS 12.3.4). A host that is no Gentoo has an empty one.
/// </summary>
internal sealed class InstalledVersions(HostPath root) : IInstalledVersions
{
    private static readonly HostPath Host = HostPath.Parse("/");

    /// <inheritdoc/>
    public string? Best(QueryRoot asked, string atom)
    {
        var wanted = Atom.Parse(atom);
        var database = InstalledDatabase.Open(asked == QueryRoot.Build ? Host : root);
        return database.Of(wanted.Name).LastOrDefault(wanted.Matches)?.Id.ToString();
    }
}
