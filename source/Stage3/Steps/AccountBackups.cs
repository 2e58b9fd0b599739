using System.Collections.Immutable;
using Stage3.Emerge.Commands;

namespace Stage3.Steps;

/// <summary>
/// The copies that shadow's tools leave of account files before each change (<c>passwd-</c>, …, passwd(5)). In a new root
/// they are states of its making, of no use to anybody; Gentoo's own stages are packed without them too.
/// </summary>
internal static class AccountBackups
{
    private static readonly ImmutableArray<string> Files =
        ["passwd-", "group-", "shadow-", "gshadow-", "subuid-", "subgid-", ".pwd.lock"];

    /// <summary>Removes those that are there.</summary>
    public static void Remove(RootPath root)
    {
        foreach (var file in Files.Select(name => root.Path / "etc" / name).Where(file => file.IsFile)) File.Delete(file.Value);
    }
}
