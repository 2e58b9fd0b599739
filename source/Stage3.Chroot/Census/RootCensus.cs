using System.Collections.Immutable;
using System.Globalization;
using Stage3.Chroot.References;
using Stage3.Chroot.Roots;
using Stage3.Chroot.Rules;
using Stage3.Chroot.Rules.References;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Census;

/// <summary>Counts in the same walk that the rules look at: files by account, and by package.</summary>
internal sealed class RootCensus(ChrootEvidence evidence)
{
    private readonly Dictionary<uint, long> _byUser = [];
    private readonly Dictionary<uint, long> _byGroup = [];
    private readonly Dictionary<string, Tally> _byPackage = new(StringComparer.Ordinal);

    /// <summary>How many entries were counted.</summary>
    public long Entries { get; private set; }

    public void Visit(RootEntry entry)
    {
        Entries++;
        var status = entry.Status;
        _byUser[status.Uid] = _byUser.GetValueOrDefault(status.Uid) + 1;
        _byGroup[status.Gid] = _byGroup.GetValueOrDefault(status.Gid) + 1;
        var package = entry.Package ?? PackageShare.Nobody;
        if (!_byPackage.TryGetValue(package, out var tally)) _byPackage[package] = tally = new Tally();
        if (!status.IsFolder) tally.Files++;
        if (status.Type == FileType.File) tally.Bytes += status.Size;
        if ((status.Uid, status.Gid) != (0u, 0u)) tally.Owners[(status.Uid, status.Gid)] = tally.Owners.GetValueOrDefault((status.Uid, status.Gid)) + 1;
    }

    /// <summary>The packages, the largest first.</summary>
    public ImmutableArray<PackageShare> Packages() =>
    [
        .. from pair in _byPackage
           orderby pair.Value.Bytes descending, pair.Key
           select new PackageShare(
               AccountText.Display(pair.Key),
               pair.Value.Files,
               pair.Value.Bytes,
               [.. pair.Value.Owners.OrderBy(owner => owner.Key).Select(owner => string.Create(CultureInfo.InvariantCulture, $"{User(owner.Key.User)}:{Group(owner.Key.Group)} {owner.Value}"))]),
    ];

    /// <summary>The accounts that there are, users first, by number; then those that are only named.</summary>
    public ImmutableArray<AccountUse> Accounts()
    {
        var references = RuleCatalog.All.OfType<ReferenceRule>().SelectMany(rule => evidence.ReferencesOf(rule)).Where(one => !one.IsNumber)
            .Distinct().ToLookup(one => (one.Kind, one.Name));
        var users = evidence.Accounts.Passwd.Entries.Select(user => Use(
            AccountKind.User, user.Name, user.Uid, $"group {Group(user.Gid)}, home {user.Home}, shell {user.Shell}", _byUser.GetValueOrDefault(user.Uid), references));
        var groups = evidence.Accounts.Group.Entries.Select(group => Use(
            AccountKind.Group, group.Name, group.Gid, group.Members.Any() ? $"members {string.Join(", ", group.Members)}" : "", _byGroup.GetValueOrDefault(group.Gid), references));
        var named = from one in references
                    let isThere = one.Key.Kind == AccountKind.User ? evidence.Accounts.FindUser(one.Key.Name) is not null : evidence.Accounts.FindGroup(one.Key.Name) is not null
                    where !isThere
                    select Use(one.Key.Kind, one.Key.Name, null, "", 0, references);
        return
        [
            .. users.OrderBy(use => use.Id).ThenBy(use => use.Name, StringComparer.Ordinal),
            .. groups.OrderBy(use => use.Id).ThenBy(use => use.Name, StringComparer.Ordinal),
            .. named.OrderBy(use => use.Kind, StringComparer.Ordinal).ThenBy(use => use.Name, StringComparer.Ordinal),
        ];
    }

    private AccountUse Use(AccountKind kind, string name, uint? id, string detail, long files, ILookup<(AccountKind, string), AccountReference> references) => new(
        kind == AccountKind.User ? "user" : "group",
        AccountText.Display(name),
        id,
        StateOf(id is null ? references[(kind, name)].Max(evidence.PresenceOf) : Presence.Present),
        AccountText.Display(detail),
        files,
        [
            .. references[(kind, name)].GroupBy(one => one.Path, one => one.Line).OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => $"{AccountText.Display(file.Key)}:{string.Join(',', file.Distinct().Order())}"),
        ]);

    // Where several name one that is not there, the worst of them counts: a dynamic user is there for its own service only.
    private static string StateOf(Presence presence) => presence switch
    {
        Presence.Present => "present",
        Presence.MadeAtBoot => "made at boot",
        Presence.Dynamic => "dynamic",
        Presence.Unknowable => "unknowable",
        _ => "missing",
    };

    private string User(uint id) => evidence.Accounts.UserName(id) is { } name ? AccountText.Display(name) : id.ToString(CultureInfo.InvariantCulture);

    private string Group(uint id) => evidence.Accounts.GroupName(id) is { } name ? AccountText.Display(name) : id.ToString(CultureInfo.InvariantCulture);

    private sealed class Tally
    {
        public long Files { get; set; }

        public long Bytes { get; set; }

        public Dictionary<(uint User, uint Group), long> Owners { get; } = [];
    }
}
