using System.Text.RegularExpressions;

namespace Stage3.Chroot.References;

/// <summary>Accounts that installed packages of acct-user and acct-group stand for (GLEP 81), by their names in the installed database.</summary>
internal static partial class InstalledAccountReferences
{
    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from category in new[] { (Name: "acct-user", Kind: AccountKind.User), (Name: "acct-group", Kind: AccountKind.Group) }
        from package in files.Names($"/var/db/pkg/{category.Name}")
        where !package.StartsWith("-MERGING-", StringComparison.Ordinal)
        let match = NameAndVersion().Match(package)
        where match.Success
        select new AccountReference(category.Kind, match.Groups["name"].Value, $"/var/db/pkg/{category.Name}/{package}", 1, $"{category.Name}/{package}");

    [GeneratedRegex(@"^(?<name>.+?)-\d+(?:\.\d+)*[a-z]?(?:_[a-z]+\d*)*(?:-r\d+)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NameAndVersion();
}
