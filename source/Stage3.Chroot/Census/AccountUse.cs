using System.Collections.Immutable;

namespace Stage3.Chroot.Census;

/// <summary>An account, and everyone who refers to it.</summary>
/// <param name="Kind">"user" or "group".</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number in this root; null where it has none yet.</param>
/// <param name="State">"present", "made at boot", "dynamic" (while its service runs), "unknowable" (a specifier) or "missing".</param>
/// <param name="Detail">A user's primary group, home and shell; a group's members.</param>
/// <param name="Files">How many files it owns.</param>
/// <param name="ReferredBy">The files that name it, each with its lines: <c>/etc/crontab:3,17</c>.</param>
public sealed record AccountUse(string Kind, string Name, uint? Id, string State, string Detail, long Files, ImmutableArray<string> ReferredBy)
{
    /// <summary>Equal by content.</summary>
    public bool Equals(AccountUse? other) =>
        other is not null && Kind == other.Kind && Name == other.Name && Id == other.Id && State == other.State && Detail == other.Detail
        && Files == other.Files && ReferredBy.SequenceEqual(other.ReferredBy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Id);
}
