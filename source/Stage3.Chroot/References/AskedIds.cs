using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stage3.Archives;
using Stage3.Archives.Compressors;

namespace Stage3.Chroot.References;

/// <summary>
/// The ids that installed packages of acct-user and acct-group ask for, GLEP 81: by the file of sysusers.d that the eclass writes, or, where
/// the package is older than that, by the environment that Portage saved of its build.
/// </summary>
internal static partial class AskedIds
{
    /// <summary>The id, and where it stands; null where the package leaves it open, or where nothing says it.</summary>
    public static (uint Id, string Path, int? Line)? Of(RootFiles files, AccountReference account)
    {
        var path = $"/usr/lib/sysusers.d/{(account.Kind == AccountKind.User ? "acct-user" : "acct-group")}-{account.Name}.conf";
        if (files.Find(path) is null) return OfEnvironment(files, account);
        foreach (var asked in Sysusers.Ids(files, path))
            if (asked.Kind == account.Kind && asked.Name == account.Name) return (asked.Id, path, asked.Line);
        return null;
    }

    private static (uint Id, string Path, int? Line)? OfEnvironment(RootFiles files, AccountReference account)
    {
        var path = $"{account.Path}/environment.bz2";
        if (files.ReadBytes(path, RootFiles.LargestText) is not { } compressed) return null;
        var kind = account.Kind == AccountKind.User ? "USER" : "GROUP";
        var said = Declaration().Matches(Text(compressed, path)).LastOrDefault(match => match.Groups["kind"].Value == kind);
        return said is not null && uint.TryParse(said.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, path, null) : null;
    }

    // What is damaged says nothing, and what never ends is cut: somebody else's root may hold anything.
    private static string Text(byte[] compressed, string name)
    {
        var text = new byte[RootFiles.LargestText];
        try
        {
            using var reader = Compression.Bzip2.OpenReader(new MemoryStream(compressed), name);
            return Encoding.Latin1.GetString(text, 0, reader.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
        }
        catch (ArchiveException)
        {
            return "";
        }
    }

    [GeneratedRegex("""^declare -\S+ ACCT_(?<kind>USER|GROUP)_ID="?(?<id>[0-9]+)"?\r?$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
