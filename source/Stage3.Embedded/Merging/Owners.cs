using Stage3.Archives.Tar;
using Stage3.Portage.Accounts;

namespace Stage3.Embedded.Merging;

/// <summary>Who owns a member in this root: by name in the root's own account files, by number where it has no name or the root does not know it.</summary>
internal sealed class Owners(AccountDatabase accounts)
{
    internal uint User(PaxEntry entry) =>
        entry.UserName.IsEmpty ? entry.Uid : accounts.UserId(entry.UserName.ToString()) ?? entry.Uid;

    internal uint Group(PaxEntry entry) =>
        entry.GroupName.IsEmpty ? entry.Gid : accounts.GroupId(entry.GroupName.ToString()) ?? entry.Gid;
}
