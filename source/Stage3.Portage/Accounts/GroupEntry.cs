using System.Collections.Immutable;

namespace Stage3.Portage.Accounts;

/// <summary>One line of <c>/etc/group</c>, group(5). Texts are as <see cref="AccountText"/> decodes them.</summary>
/// <param name="Name">The group's name, never empty.</param>
/// <param name="Password"><c>x</c> where the password is in gshadow.</param>
/// <param name="Gid">The group id, 0 to 4294967294.</param>
/// <param name="Members">The users that the line lists, in its order; those whose primary group it is need not be among them.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record GroupEntry(string Name, string Password, uint Gid, ImmutableArray<string> Members, int Line)
{
    /// <summary>Equal by content, the members one by one.</summary>
    public bool Equals(GroupEntry? other) =>
        other is not null && Name == other.Name && Password == other.Password && Gid == other.Gid && Line == other.Line
        && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Gid, Line, Members.Length);
}
