using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Contract;

/// <summary>A group that must exist, with what else is asked of it; null asks for nothing.</summary>
/// <param name="Name">Its name.</param>
public sealed record RequiredGroup(AccountName Name)
{
    /// <summary>The id that it must have.</summary>
    public uint? Id { get; init; }
}
