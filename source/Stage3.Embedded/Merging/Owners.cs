using Stage3.Archives.Tar;
using Stage3.Portage.Accounts;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Who owns a member in this root: by name in the root's own account files, by number where it has no name or the root does not know it. The files are read
/// when somebody else than root owns something.
/// </summary>
internal sealed class Owners(Func<AccountDatabase> read)
{
    private AccountDatabase? _accounts;

    internal uint User(PaxEntry entry) =>
        Dressing.IsRoots(entry) ? 0 : entry.UserName.IsEmpty ? entry.Uid : Accounts.UserId(entry.UserName.ToString()) ?? entry.Uid;

    internal uint Group(PaxEntry entry) =>
        Dressing.IsRoots(entry) ? 0 : entry.GroupName.IsEmpty ? entry.Gid : Accounts.GroupId(entry.GroupName.ToString()) ?? entry.Gid;

    private AccountDatabase Accounts => _accounts ??= read();
}
