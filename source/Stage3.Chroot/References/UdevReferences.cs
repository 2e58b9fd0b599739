using System.Text.RegularExpressions;

namespace Stage3.Chroot.References;

/// <summary>Owners in udev rules, udev(7): <c>OWNER=</c> and <c>GROUP=</c>, also with <c>:=</c>.</summary>
internal static partial class UdevReferences
{
    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from file in ConfigFolders.Effective(files, ConfigFolders.Of("udev/rules.d"), ".rules")
        from line in file.JoinedLines()
        where !line.Text.TrimStart().StartsWith('#')
        from match in Assignment().Matches(line.Text)
        select new AccountReference(
            match.Groups["key"].Value == "OWNER" ? AccountKind.User : AccountKind.Group,
            match.Groups["name"].Value,
            file.Path,
            line.Line,
            $"{match.Groups["key"].Value}=");

    // "==" and "!=" compare and assign nothing.
    [GeneratedRegex("""(?<![A-Z_{])(?<key>OWNER|GROUP)\s*:?=\s*"(?<name>[^"]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
