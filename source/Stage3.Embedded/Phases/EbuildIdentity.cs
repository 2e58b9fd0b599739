using System.Text.RegularExpressions;

namespace Stage3.Embedded.Phases;

/// <summary>The names that an ebuild's variables are made of. See PMS section 11.1.</summary>
public sealed partial record EbuildIdentity
{
    private EbuildIdentity(string category, string name, string version) => (Category, Name, Version) = (category, name, version);

    /// <summary>CATEGORY, such as <c>sys-apps</c>.</summary>
    public string Category { get; }

    /// <summary>PN, such as <c>dbus</c>.</summary>
    public string Name { get; }

    /// <summary>PVR, the version with its revision if there is one, such as <c>1.14.10-r1</c>.</summary>
    public string Version { get; }

    /// <summary>PV, the version without revision.</summary>
    public string VersionWithoutRevision => RevisionPattern().Replace(Version, "");

    /// <summary>PR, the revision; <c>r0</c> where there is none.</summary>
    public string Revision => RevisionPattern().Match(Version) is { Success: true } match ? match.Value[1..] : "r0";

    /// <summary>PF, such as <c>dbus-1.14.10-r1</c>.</summary>
    public string FullName => $"{Name}-{Version}";

    /// <summary>An identity from its three parts.</summary>
    /// <exception cref="FormatException">A part is not what PMS section 3 allows there.</exception>
    public static EbuildIdentity Create(string category, string name, string version) =>
        CategoryPattern().IsMatch(category) && NamePattern().IsMatch(name) && VersionPattern().IsMatch(version)
            ? new EbuildIdentity(category, name, version)
            : throw new FormatException($"'{category}/{name}-{version}' is no category/package-version");

    /// <summary><c>sys-apps/dbus-1.14.10-r1</c>.</summary>
    public override string ToString() => $"{Category}/{FullName}";

    [GeneratedRegex(@"-r[0-9]+\z")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9+_.-]*\z")]
    private static partial Regex CategoryPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9+_-]*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)*[a-z]?(_(alpha|beta|pre|rc|p)[0-9]*)*(-r[0-9]+)?\z")]
    private static partial Regex VersionPattern();
}
