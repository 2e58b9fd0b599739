using System.Collections.Immutable;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Contract;

/// <summary>A user that must exist, with what else is asked of it; null asks for nothing.</summary>
/// <param name="Name">Its login name.</param>
public sealed record RequiredUser(AccountName Name)
{
    /// <summary>The id that it must have.</summary>
    public uint? Id { get; init; }

    /// <summary>The name of the primary group that it must have.</summary>
    public AccountName? PrimaryGroup { get; init; }

    /// <summary>The home folder that it must have, as seen from inside the root.</summary>
    public string? Home { get; init; }

    /// <summary>The login shell that it must have, as seen from inside the root.</summary>
    public string? Shell { get; init; }

    /// <summary>Groups that it must be in, as a listed member or because one is its primary group.</summary>
    public ImmutableArray<AccountName> Groups { get; init; } = [];

    /// <summary>Equal by content, the groups one by one.</summary>
    public bool Equals(RequiredUser? other) =>
        other is not null && Name == other.Name && Id == other.Id && PrimaryGroup == other.PrimaryGroup
        && Home == other.Home && Shell == other.Shell && Groups.SequenceEqual(other.Groups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id, PrimaryGroup, Home, Shell, Groups.Length);
}
