namespace Stage3.Chroot.References;

/// <summary>
/// The system's units as systemd would load them, systemd.unit(5): the first folder wins, masks and aliases are none of their own, and
/// drop-ins come after, also those of the type, of the template and of dashed prefixes. User units do not count.
/// </summary>
internal sealed class SystemdUnits(RootFiles files)
{
    private static readonly string[] Folders = ConfigFolders.Of("systemd/system");
    private static readonly string[] Endings = [".service", ".socket", ".mount", ".swap"];

    /// <summary>Each unit that can be started, with its assignments in the order in which they take effect.</summary>
    public IEnumerable<(string Name, IReadOnlyList<Assignment> Assignments)> All()
    {
        foreach (var ending in Endings)
            foreach (var unit in ConfigFolders.Effective(files, Folders, ending).Where(unit => !IsAlias(unit)))
                yield return (unit.Name, [.. Assignment.Read(unit), .. DropIns(unit.Name, ending).SelectMany(Assignment.Read)]);
    }

    // A unit under another name: dbus-org.freedesktop.network1.service -> systemd-networkd.service.
    private bool IsAlias(ConfigFile unit) =>
        files.Find(unit.Path) is { } real
        && Portage.Accounts.AccountText.Decode(real.Path.Name.Span) is var name
        && name != unit.Name
        && Endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private IEnumerable<ConfigFile> DropIns(string unit, string ending)
    {
        var folders = from name in DropInNames(unit, ending)
                      from folder in Folders
                      select $"{folder}/{name}.d";
        return ConfigFolders.Effective(files, folders, ".conf");
    }

    // The most particular first: it overrides a file of the same name in the others.
    private static IEnumerable<string> DropInNames(string unit, string ending)
    {
        yield return unit;
        var stem = unit[..^ending.Length];
        if (stem.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < stem.Length - 1) yield return stem[..(at + 1)] + ending;
        for (var dash = stem.LastIndexOf('-'); dash > 0; dash = stem.LastIndexOf('-', dash - 1)) yield return stem[..(dash + 1)] + ending;
        yield return ending[1..];
    }
}
