using System.Collections.Immutable;
using Stage3.Chroot.Contract;
using Stage3.Linux;

namespace Stage3.Chroot.Policy;

/// <summary>What is asked of a root beyond the rules themselves: the section <c>verify</c> of a specification, and its accounts.</summary>
/// <param name="Accounts">The accounts that must be in it.</param>
public sealed record ChrootPolicy(AccountContract Accounts)
{
    /// <summary>Asks for nothing in particular: the rules as they are.</summary>
    public static ChrootPolicy Default { get; } = new(AccountContract.Empty);

    /// <summary>Other severities; of several that fit a rule the last one counts.</summary>
    public ImmutableArray<RuleSeverity> Severities { get; init; } = [];

    /// <summary>Findings that are accepted.</summary>
    public ImmutableArray<RuleException> Exceptions { get; init; } = [];

    /// <summary>Files that no package has to own, beside <see cref="UnownedPaths"/>.</summary>
    public ImmutableArray<AllowedPath> Unowned { get; init; } = [];

    /// <summary>Folders of the build host whose names must not be in the root's configuration.</summary>
    public ImmutableArray<HostPath> HostFolders { get; init; } = [];

    /// <summary>Whether files must have the modification times that the installed database recorded.</summary>
    public bool ModificationTimes { get; init; }

    /// <summary>The binary packages that the root was made of, where they are at hand: files, or folders of them.</summary>
    public ImmutableArray<HostPath> Packages { get; init; } = [];

    /// <summary>Equal by content.</summary>
    public bool Equals(ChrootPolicy? other) =>
        other is not null && Accounts.Equals(other.Accounts) && Severities.SequenceEqual(other.Severities) && Exceptions.SequenceEqual(other.Exceptions)
        && Unowned.SequenceEqual(other.Unowned) && HostFolders.SequenceEqual(other.HostFolders) && ModificationTimes == other.ModificationTimes && Packages.SequenceEqual(other.Packages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Accounts, Severities.Length, Exceptions.Length, Unowned.Length, HostFolders.Length, Packages.Length);
}
