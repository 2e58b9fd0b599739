using System.Collections.Immutable;

namespace Stage3.Portage.Accounts;

/// <summary>One line of <c>/etc/gshadow</c>, gshadow(5). Texts are as <see cref="AccountText"/> decodes them.</summary>
/// <param name="Name">The group's name, never empty.</param>
/// <param name="Password">The hash; <c>!</c> or <c>*</c> lets no password in; empty lets members only change to it.</param>
/// <param name="Administrators">Who may change its password and members.</param>
/// <param name="Members">The members, which group(5) is to list too.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record GshadowEntry(
    string Name, string Password, ImmutableArray<string> Administrators, ImmutableArray<string> Members, int Line)
{
    /// <summary>Equal by content, administrators and members one by one.</summary>
    public bool Equals(GshadowEntry? other) =>
        other is not null && Name == other.Name && Password == other.Password && Line == other.Line
        && Administrators.SequenceEqual(other.Administrators) && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Line, Administrators.Length, Members.Length);
}
