namespace Stage3.Chroot.Tests;

/// <summary>Defects of files that name accounts.</summary>
internal static class ReferenceDefects
{
    private const string Units = "usr/lib/systemd/system/";

    public static IEnumerable<Defect> All => [.. Systemd, .. Dbus, .. Others];

    private static IEnumerable<Defect> Systemd =>
    [
        new("a unit's user is missing", root => root.Write(Units + "a.service", "[Unit]\nUser=notthis\n[Service]\n# who\nUser=ghost\n"),
            "references/systemd-unit", "/usr/lib/systemd/system/a.service", 5, "User= names the user 'ghost', which does not exist and is not made at boot"),
        new("a unit's group is missing", root => root.Write(Units + "a.service", "[Service]\nUser=bin\nGroup=ghost\n"),
            "references/systemd-unit", "/usr/lib/systemd/system/a.service", 3, "Group= names the group 'ghost', which does not exist and is not made at boot"),
        new("one supplementary group is missing", root => root.Write(Units + "a.service", "[Service]\nDynamicUser=yes\nUser=dyn\nSupplementaryGroups=bin \\\n  ghost\n"),
            "references/systemd-unit", "/usr/lib/systemd/system/a.service", 4, "SupplementaryGroups= names the group 'ghost', which does not exist and is not made at boot"),
        new("a socket's group is missing", root => root.Write(Units + "a.socket", "[Socket]\nSocketUser=root\nSocketGroup=ghost\n"),
            "references/systemd-unit", "/usr/lib/systemd/system/a.socket", 3, "SocketGroup= names the group 'ghost', which does not exist and is not made at boot"),
        new("a drop-in names a missing user", root =>
            {
                root.Write(Units + "a.service", "[Service]\nUser=bin\n");
                root.Write("etc/systemd/system/a.service.d/user.conf", "[Service]\nUser=ghost\n");
            },
            "references/systemd-unit", "/etc/systemd/system/a.service.d/user.conf", 2, "User= names the user 'ghost', which does not exist and is not made at boot"),
        new("a template's instance gets the template's drop-in", root =>
            {
                root.Write(Units + "a@b.service", "[Service]\n");
                root.Write(Units + "a@.service.d/user.conf", "[Service]\nUser=ghost\n");
            },
            "references/systemd-unit", "/usr/lib/systemd/system/a@.service.d/user.conf", 2, "User= names the user 'ghost', which does not exist and is not made at boot"),
        new("an alias is the same unit once", root =>
            {
                root.Write(Units + "a.service", "[Service]\nUser=ghost\n");
                root.Folder("etc/systemd/system");
                File.CreateSymbolicLink(root["etc/systemd/system/alias.service"], root.Inside(Units + "a.service"));
            },
            "references/systemd-unit", "/usr/lib/systemd/system/a.service", 2, "User= names the user 'ghost', which does not exist and is not made at boot"),
    ];

    private static IEnumerable<Defect> Dbus =>
    [
        new("the bus's own user is missing", root => root.Write("usr/share/dbus-1/system.conf", "<!DOCTYPE busconfig PUBLIC \"x\" \"file:///etc/shadow\">\n<busconfig>\n  <user>ghost</user>\n</busconfig>\n"),
            "references/dbus-user", "/usr/share/dbus-1/system.conf", 3, "<user> names the user 'ghost', which does not exist and is not made at boot"),
        new("a policy's user is missing", root => root.Write("usr/share/dbus-1/system.d/a.conf", "<busconfig>\n<policy user=\"root\"/><policy user='ghost'/>\n</busconfig>\n"),
            "references/dbus-policy", "/usr/share/dbus-1/system.d/a.conf", 2, "<policy user> names the user 'ghost', which does not exist and is not made at boot"),
        new("a denied group is missing", root => root.Write("etc/dbus-1/system.d/a.conf", "<busconfig><policy context=\"default\">\n<deny group=\"ghost\"/><allow user='*'/><allow user='0'/></policy></busconfig>\n"),
            "references/dbus-policy", "/etc/dbus-1/system.d/a.conf", 2, "<deny group> names the group 'ghost', which does not exist and is not made at boot"),
        new("an included folder's policy", root =>
            {
                root.Write("etc/dbus-1/system.conf", "<busconfig><includedir>more</includedir><include>../dbus-1/system.conf</include></busconfig>");
                root.Write("etc/dbus-1/more/a.conf", "<busconfig><policy group=\"ghost\"/></busconfig>");
            },
            "references/dbus-policy", "/etc/dbus-1/more/a.conf", 1, "<policy group> names the group 'ghost', which does not exist and is not made at boot"),
        new("a policy that is no XML", root => root.Write("usr/share/dbus-1/system.d/a.conf", "<busconfig>\n<policy user=root>\n</busconfig>\n"),
            "references/dbus-malformed", "/usr/share/dbus-1/system.d/a.conf", 2, "no well-formed XML: 'root' is an unexpected token. The expected token is '\"' or '''. Line 2, position 14"),
        new("an activation file's user is missing", root => root.Write("usr/share/dbus-1/system-services/a.service", "[D-BUS Service]\nName=org.a\nUser=ghost\n"),
            "references/dbus-activation", "/usr/share/dbus-1/system-services/a.service", 3, "User= names the user 'ghost', which does not exist and is not made at boot"),
    ];

    private static IEnumerable<Defect> Others =>
    [
        new("tmpfiles.d names a missing user", root => root.Write("usr/lib/tmpfiles.d/a.conf", "# a\nd /run/a 0755 ghost bin -\n"),
            "references/tmpfiles", "/usr/lib/tmpfiles.d/a.conf", 2, "the line of /run/a names the user 'ghost', which does not exist and is not made at boot"),
        new("tmpfiles.d names a missing group for new files only", root => root.Write("usr/lib/tmpfiles.d/a.conf", "f+! \"/run/a b\" 0755 :root :ghost - text\n"),
            "references/tmpfiles", "/usr/lib/tmpfiles.d/a.conf", 1, "the line of /run/a b names the group 'ghost', which does not exist and is not made at boot"),
        new("an access control list of tmpfiles.d names a missing group", root => root.Write("usr/lib/tmpfiles.d/a.conf", "a+ /var/log - - - - d:group:bin:r-x,group:ghost:r-x,u::rwx\n"),
            "references/tmpfiles", "/usr/lib/tmpfiles.d/a.conf", 1, "the access control list of /var/log names the group 'ghost', which does not exist and is not made at boot"),
        new("a device's group is made too late", root =>
            {
                root.Write("usr/lib/sysusers.d/a.conf", "g kvm - -\n");
                root.Write("usr/lib/tmpfiles.d/a.conf", "z /dev/kvm 0660 - kvm -\n");
            },
            "references/tmpfiles-too-early", "/usr/lib/tmpfiles.d/a.conf", 1, "the line of /dev/kvm needs 'kvm' before systemd-sysusers makes it"),
        new("a udev rule's group is missing", root => root.Write("usr/lib/udev/rules.d/50-a.rules", "# GROUP=\"none\"\nSUBSYSTEM==\"tty\", \\\n  GROUP:=\"ghost\", OWNER==\"none\", OWNER=\"$env{X}\", ENV{ID_GROUP}=\"none\"\n"),
            "references/udev-rule", "/usr/lib/udev/rules.d/50-a.rules", 2, "GROUP= names the group 'ghost', which does not exist and is not made at boot"),
        new("a polkit rule's group is missing", root => root.Write("usr/share/polkit-1/rules.d/50-a.rules", "// isInGroup(\"none\")\npolkit.addRule(function(a, subject) {\n  if (subject.isInGroup(\"ghost\")) return [\"unix-user:root\"];\n});\n"),
            "references/polkit-rule", "/usr/share/polkit-1/rules.d/50-a.rules", 3, "the rule names the group 'ghost', which does not exist and is not made at boot"),
        new("an identity of the older polkit is missing", root => root.Write("etc/polkit-1/localauthority/50-local.d/a.pkla", "[a]\nIdentity=unix-user:root;unix-group:ghost\nResultAny=yes\n"),
            "references/polkit-rule", "/etc/polkit-1/localauthority/50-local.d/a.pkla", 2, "the rule names the group 'ghost', which does not exist and is not made at boot"),
    ];
}
