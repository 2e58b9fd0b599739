using System.Collections.Immutable;

namespace Stage3.Chroot.Contract;

/// <summary>The accounts that a finished root must hold, as the specification names them.</summary>
/// <param name="Users">Users that must be in passwd and shadow.</param>
/// <param name="Groups">Groups that must be in group and gshadow.</param>
public sealed record AccountContract(ImmutableArray<RequiredUser> Users, ImmutableArray<RequiredGroup> Groups)
{
    /// <summary>A contract that asks for nothing.</summary>
    public static AccountContract Empty { get; } = new([], []);

    /// <summary>Equal by content, in the order written.</summary>
    public bool Equals(AccountContract? other) =>
        other is not null && Users.SequenceEqual(other.Users) && Groups.SequenceEqual(other.Groups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Users.Length, Groups.Length);
}
