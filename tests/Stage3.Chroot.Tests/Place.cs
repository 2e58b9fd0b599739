using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Chroot.Tests;

/// <summary>
/// Where in a sound root defects are planted: behind so many sound accounts and lines, and in other files and folders that count as much.
/// What a defect expects moves with it.
/// </summary>
public sealed record Place(string Name, int Shift, (string From, string To)[] Moves)
{
    private const int FirstId = 201;

    /// <summary>The places, the first one as the defects are written.</summary>
    public static Place[] All { get; } =
    [
        new("as written", 0, []),
        new("further down", 3, []),
        new("elsewhere", 7,
        [
            ("usr/lib/systemd/system/", "usr/local/lib/systemd/system/"),
            ("usr/lib/systemd/system-preset/", "etc/systemd/system-preset/"),
            ("etc/systemd/system/a.service.d/user.conf", "etc/systemd/system/service.d/user.conf"),
            ("usr/lib/tmpfiles.d/", "etc/tmpfiles.d/"),
            ("usr/lib/sysusers.d/a.conf", "etc/sysusers.d/a.conf"),
            ("usr/lib/udev/rules.d/", "etc/udev/rules.d/"),
            ("usr/share/polkit-1/rules.d/", "etc/polkit-1/rules.d/"),
            ("usr/share/dbus-1/system.d/", "etc/dbus-1/system.d/"),
            ("etc/dbus-1/system.d/", "usr/share/dbus-1/system.d/"),
            ("usr/share/dbus-1/system-services/", "usr/local/share/dbus-1/system-services/"),
            ("usr/share/dbus-1/system.conf", "etc/dbus-1/system.conf"),
            ("etc/pam.d/", "usr/lib/pam.d/"),
            ("usr/lib/pam.d/", "etc/pam.d/"),
            ("etc/security/limits.conf", "etc/security/limits.d/50.conf"),
            ("etc/security/access.conf", "etc/security/access.d/50.conf"),
            ("etc/security/group.conf", "etc/security/group.d/50.conf"),
            ("etc/crontab", "etc/cron.d/jobs"),
            ("etc/cron.d/a", "etc/cron.d/other"),
            ("var/spool/cron/crontabs/ghost", "var/spool/cron/ghost"),
            ("etc/logrotate.conf", "etc/logrotate.d/main"),
            ("etc/logrotate.d/a", "etc/logrotate.conf"),
            ("usr/bin/a", "usr/sbin/other"),
            ("usr/sbin/a", "usr/bin/other"),
            ("usr/a", "opt/where else"),
            ("etc/motd", "srv/a file"),
            ("tmp/x/a", "tmp/y/z"),
            ("var/cache/distfiles/a.tar.xz", "var/cache/other/b"),
            ("var/log/emerge.log", "var/log/portage/elog/summary.log"),
            ("etc/._cfg0000_a.conf", "etc/sub/._cfg0001_a.conf"),
        ]),
    ];

    /// <summary>Where a path as written is here.</summary>
    public string Of(string path)
    {
        foreach (var (from, to) in Moves)
            if (path == from || (from.EndsWith('/') && path.StartsWith(from, StringComparison.Ordinal))) return to + path[from.Length..];
        return path;
    }

    /// <summary>The same for each path in a message, and for the numbers of lines in it.</summary>
    public string OfMessage(string message, int shift)
    {
        if (Moves.Length > 0)
        {
            var paths = string.Join('|', Moves.Select(move => Regex.Escape(move.From) + (move.From.EndsWith('/') ? "" : @"(?![\w./-]| b\b)")));
            message = Regex.Replace(message, $"(?<=/)(?<!\\w/)({paths})", match => Of(match.Value));
        }
        return Regex.Replace(message, @"(?<=\b[Ll]ine )\d+", match => (int.Parse(match.Value, CultureInfo.InvariantCulture) + shift).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Sound lines to stand before those of an account file.</summary>
    public string Accounts(Func<string, int, string> line)
    {
        var lines = new StringBuilder();
        for (var number = 0; number < Shift; number++) lines.Append(line($"sound{number}", FirstId + number)).Append('\n');
        return lines.ToString();
    }
}
