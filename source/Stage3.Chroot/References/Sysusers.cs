using System.Globalization;

namespace Stage3.Chroot.References;

/// <summary>The accounts that systemd-sysusers makes in the first boot, sysusers.d(5).</summary>
internal sealed class Sysusers
{
    private readonly HashSet<string> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<uint> _userIds = [];
    private readonly HashSet<uint> _groupIds = [];

    private Sysusers()
    {
    }

    public static Sysusers Read(RootFiles files)
    {
        var declared = new Sysusers();
        foreach (var file in ConfigFolders.Effective(files, ConfigFolders.Of("sysusers.d"), ".conf"))
            foreach (var (text, _) in file.Lines())
                declared.Add(QuotedFields.Split(text));
        return declared;
    }

    /// <summary>The accounts that a file of sysusers.d asks to have a given number; lines that leave it open are passed over.</summary>
    public static IEnumerable<(AccountKind Kind, string Name, uint Id, int Line)> Ids(RootFiles files, string path) =>
        from line in new ConfigFile(path, path, files.ReadText(path) ?? "").Lines()
        let fields = QuotedFields.Split(line.Text)
        where fields.Count > 2 && fields[0].TrimEnd('!') is "u" or "g"
        where uint.TryParse(fields[2].Split(':', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select (fields[0][0] == 'u' ? AccountKind.User : AccountKind.Group, fields[1], uint.Parse(fields[2].Split(':', 2)[0], CultureInfo.InvariantCulture), line.Line);

    public bool Makes(AccountKind kind, string name) => (kind == AccountKind.User ? _users : _groups).Contains(name);

    /// <summary>True where an account with just this id is made; ids that are chosen at boot own nothing yet.</summary>
    public bool MakesId(AccountKind kind, uint id) => (kind == AccountKind.User ? _userIds : _groupIds).Contains(id);

    private void Add(List<string> fields)
    {
        if (fields.Count < 2) return;
        var (name, id) = (fields[1], fields.Count > 2 ? fields[2] : "-");
        switch (fields[0].TrimEnd('!'))
        {
            case "u":
                _users.Add(name);
                AddUserIds(name, id);
                break;
            case "g":
                _groups.Add(name);
                AddId(_groupIds, id);
                break;
            case "m":
                _users.Add(name);
                if (fields.Count > 2) _groups.Add(id);
                break;
        }
    }

    // "uid", "uid:gid" or "uid:groupname"; the group of the user's own name is made unless another one is named.
    private void AddUserIds(string name, string id)
    {
        var parts = id.Split(':', 2);
        AddId(_userIds, parts[0]);
        if (parts.Length == 1) AddId(_groupIds, parts[0]);
        if (parts.Length == 1 || AddId(_groupIds, parts[1])) _groups.Add(name);
    }

    private static bool AddId(HashSet<uint> ids, string text)
    {
        var isNumber = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (isNumber) ids.Add(id);
        return isNumber;
    }
}
