using System.Collections.Frozen;
using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.Accounts;

/// <summary>
/// The accounts of a root: its four account files as they were when read, with look-ups that answer as the
/// <c>files</c> service of nsswitch.conf(5) does inside that root: of entries with the same name or id the first wins. Immutable and
/// safe for any number of threads.
/// </summary>
public sealed class AccountDatabase
{
    private readonly FrozenDictionary<string, PasswdEntry> _usersByName;
    private readonly FrozenDictionary<uint, PasswdEntry> _usersById;
    private readonly FrozenDictionary<string, GroupEntry> _groupsByName;
    private readonly FrozenDictionary<uint, GroupEntry> _groupsById;

    private readonly FrozenDictionary<string, ShadowEntry> _shadowByName;
    private readonly FrozenDictionary<string, GshadowEntry> _gshadowByName;

    private AccountDatabase(
        AccountTable<PasswdEntry> passwd,
        AccountTable<GroupEntry> group,
        AccountTable<ShadowEntry> shadow,
        AccountTable<GshadowEntry> gshadow)
    {
        (Passwd, Group, Shadow, Gshadow) = (passwd, group, shadow, gshadow);
        _usersByName = passwd.Entries.DistinctBy(user => user.Name).ToFrozenDictionary(user => user.Name, StringComparer.Ordinal);
        _usersById = passwd.Entries.DistinctBy(user => user.Uid).ToFrozenDictionary(user => user.Uid);
        _groupsByName = group.Entries.DistinctBy(entry => entry.Name).ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
        _groupsById = group.Entries.DistinctBy(entry => entry.Gid).ToFrozenDictionary(entry => entry.Gid);
        _shadowByName = shadow.Entries.DistinctBy(entry => entry.Name).ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
        _gshadowByName = gshadow.Entries.DistinctBy(entry => entry.Name).ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>A root without any account file.</summary>
    public static AccountDatabase Empty { get; } = Parse(null, null, null, null);

    /// <summary><c>/etc/passwd</c>.</summary>
    public AccountTable<PasswdEntry> Passwd { get; }

    /// <summary><c>/etc/group</c>.</summary>
    public AccountTable<GroupEntry> Group { get; }

    /// <summary><c>/etc/shadow</c>.</summary>
    public AccountTable<ShadowEntry> Shadow { get; }

    /// <summary><c>/etc/gshadow</c>.</summary>
    public AccountTable<GshadowEntry> Gshadow { get; }

    /// <summary>The malformed lines of all four, in the order passwd, group, shadow, gshadow.</summary>
    public ImmutableArray<MalformedLine> Malformed =>
        [.. Passwd.Malformed, .. Group.Malformed, .. Shadow.Malformed, .. Gshadow.Malformed];

    /// <summary>
    /// Reads the account files of a root. Links are followed as a process inside the root would follow them and so never lead out
    /// of it; what is no regular file, or larger than 32 MiB, is refused by name (<see cref="AccountTable{TEntry}.Refusal"/>).
    /// </summary>
    /// <param name="root">The root; <c>/</c> is the host.</param>
    /// <exception cref="FileException">The root itself cannot be opened.</exception>
    public static AccountDatabase Read(HostPath root)
    {
        using var folder = RootFolder.Open(root);
        return Read(folder);
    }

    /// <summary>As <see cref="Read(HostPath)"/>, of a root that is open already.</summary>
    public static AccountDatabase Read(RootFolder root) => new(
        AccountTableReader.Read(root, AccountFile.Passwd, AccountLineParser.Passwd),
        AccountTableReader.Read(root, AccountFile.Group, AccountLineParser.Group),
        AccountTableReader.Read(root, AccountFile.Shadow, AccountLineParser.Shadow),
        AccountTableReader.Read(root, AccountFile.Gshadow, AccountLineParser.Gshadow));

    /// <summary>As <see cref="Read(HostPath)"/>, from streams; null stands for a file that is not there.</summary>
    public static AccountDatabase Parse(Stream? passwd, Stream? group, Stream? shadow, Stream? gshadow) => new(
        AccountTableReader.Parse(passwd, AccountFile.Passwd, AccountLineParser.Passwd),
        AccountTableReader.Parse(group, AccountFile.Group, AccountLineParser.Group),
        AccountTableReader.Parse(shadow, AccountFile.Shadow, AccountLineParser.Shadow),
        AccountTableReader.Parse(gshadow, AccountFile.Gshadow, AccountLineParser.Gshadow));

    /// <summary>The first user of that name; null where there is none.</summary>
    public PasswdEntry? FindUser(string name) => _usersByName.GetValueOrDefault(name);

    /// <summary>The first user with that id; null where there is none.</summary>
    public PasswdEntry? FindUser(uint id) => _usersById.GetValueOrDefault(id);

    /// <summary>The first group of that name; null where there is none.</summary>
    public GroupEntry? FindGroup(string name) => _groupsByName.GetValueOrDefault(name);

    /// <summary>The first group with that id; null where there is none.</summary>
    public GroupEntry? FindGroup(uint id) => _groupsById.GetValueOrDefault(id);

    /// <summary>The first shadow entry of that user; null where there is none.</summary>
    public ShadowEntry? FindShadow(string user) => _shadowByName.GetValueOrDefault(user);

    /// <summary>The first gshadow entry of that group; null where there is none.</summary>
    public GshadowEntry? FindGshadow(string group) => _gshadowByName.GetValueOrDefault(group);

    /// <summary>True where initgroups(3) would put the user into the group: it is listed as a member, or it is its primary group.</summary>
    public bool IsMember(PasswdEntry user, GroupEntry group) =>
        user.Gid == group.Gid || Group.Entries.Any(entry => entry.Gid == group.Gid && entry.Members.Contains(user.Name));

    /// <summary>The id that the user's name has in this root; null where it has none.</summary>
    public uint? UserId(string name) => FindUser(name)?.Uid;

    /// <summary>The name that the user id has in this root; null where it has none.</summary>
    public string? UserName(uint id) => FindUser(id)?.Name;

    /// <summary>The id that the group's name has in this root; null where it has none.</summary>
    public uint? GroupId(string name) => FindGroup(name)?.Gid;

    /// <summary>The name that the group id has in this root; null where it has none.</summary>
    public string? GroupName(uint id) => FindGroup(id)?.Name;
}
