using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class LocaleRule() : EvidenceRule(
    "policy/locale",
    Severity.Warning,
    "The locale that is chosen exists: locale.conf(5)",
    "name it in /etc/locale.gen and run locale-gen in the root, or choose C.UTF-8, which is always there",
    "/etc/locale.conf", "/etc/env.d/02locale", "/usr/lib/locale")
{
    private static readonly string[] AlwaysThere = ["C", "POSIX", "C.UTF-8", "C.utf8", "C.UTF8"];

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from path in Reads.Take(2)
        let text = evidence.Files.ReadText(path)
        where text is not null
        from line in new ConfigFile(path, path, text).Lines()
        let parts = line.Text.Trim().Split('=', 2)
        where parts.Length == 2 && (parts[0] == "LANG" || parts[0].StartsWith("LC_", StringComparison.Ordinal))
        let locale = parts[1].Trim('"', '\'')
        where locale.Length > 0 && !AlwaysThere.Contains(locale) && !Exists(evidence.Files, locale)
        select Found($"{parts[0]} names the locale '{AccountText.Display(locale)}', which does not exist", path, line.Line);

    // An archive holds many, and which ones only glibc's format says: it is believed.
    private static bool Exists(RootFiles files, string locale) =>
        files.Find("/usr/lib/locale/locale-archive") is not null
        || files.Names("/usr/lib/locale").Any(name => Normal(name) == Normal(locale));

    // As glibc compares: the codeset in lower case, without what is no letter or digit.
    private static string Normal(string locale)
    {
        var (name, modifier) = locale.Split('@', 2) is [var before, var after] ? (before, "@" + after) : (locale, "");
        return name.Split('.', 2) is [var language, var codeset]
            ? $"{language}.{string.Concat(codeset.Where(char.IsLetterOrDigit)).ToLowerInvariant()}{modifier}"
            : locale;
    }
}
