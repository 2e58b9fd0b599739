using Stage3.Chroot.Contract;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Rules.Contract;

/// <summary>All groups that a contract names, those of its users among them.</summary>
internal static class ContractGroups
{
    public static IEnumerable<AccountName> Of(AccountContract contract) => contract.Groups
        .Select(group => group.Name)
        .Concat(contract.Users.SelectMany(user => user.Groups))
        .Concat(contract.Users.Select(user => user.PrimaryGroup).OfType<AccountName>())
        .Distinct();
}
