using Stage3.Linux.Files;

namespace Stage3.Chroot.Tests;

/// <summary>Defects of files on the disk.</summary>
internal static class OwnershipDefects
{
    public static IEnumerable<Defect> All =>
    [
        new("a file of nobody's", root => { root.Write("usr/a", ""); root.Chown("usr/a", 250, 0); },
            "ownership/user-unknown", "/usr/a", null, "/usr/a belongs to the user id 250, which is not in /etc/passwd"),
        new("three files of nobody's are one finding", root =>
            {
                foreach (var name in new[] { "usr/c", "usr/a", "usr/b" })
                {
                    root.Write(name, "");
                    root.Chown(name, 3_000_000, 0);
                }
            },
            "ownership/user-unknown", "/usr/a", null, "/usr/a (and 2 more files) belongs to the user id 3000000, which is not in /etc/passwd"),
        new("a link of nobody's", root => { File.CreateSymbolicLink(root["bin/sh"], "bash"); root.Chown("bin/sh", 0, 250); },
            "ownership/group-unknown", "/bin/sh", null, "/bin/sh belongs to the group id 250, which is not in /etc/group"),
        new("the root itself is nobody's", root => root.Chown("", 250, 0),
            "ownership/user-unknown", "/", null, "/ belongs to the user id 250, which is not in /etc/passwd"),
        new("a folder for everybody to write", root => root.Chmod("tmp", 0b111_111_111),
            "ownership/world-writable-folder", "/tmp", null, "folder /tmp has the mode 0777"),
        new("a file for everybody to write", root => root.Write("etc/motd", "hello", 0b110_110_110),
            "ownership/world-writable-file", "/etc/motd", null, "file /etc/motd has the mode 0666"),
        new("an access control list with an unknown user", root => root.SetXattr("var/empty", Acl("system.posix_acl_access", PosixAclTag.User, 250)),
            "ownership/acl-user-unknown", "/var/empty", null, "the access control list of /var/empty names the user id 250, which is not in /etc/passwd"),
        new("a default access control list with an unknown group", root => root.SetXattr("var/empty", Acl("system.posix_acl_default", PosixAclTag.Group, 250)),
            "ownership/acl-group-unknown", "/var/empty", null, "the access control list of /var/empty names the group id 250, which is not in /etc/group"),
    ];

    private enum PosixAclTag : byte
    {
        User = 2,
        Group = 8,
    }

    // user::rwx, the named entry r-x, group::r-x, mask::r-x, other::r-x; tags in the order that the kernel asks for.
    private static Xattr Acl(string attribute, PosixAclTag tag, byte id)
    {
        byte[] named = [(byte)tag, 0, 5, 0, id, 0, 0, 0];
        byte[] owning = [4, 0, 5, 0, 255, 255, 255, 255];
        return Xattr.Of(attribute,
        [
            2, 0, 0, 0,
            1, 0, 7, 0, 255, 255, 255, 255,
            .. tag == PosixAclTag.User ? named : owning,
            .. tag == PosixAclTag.User ? owning : named,
            16, 0, 5, 0, 255, 255, 255, 255,
            32, 0, 5, 0, 255, 255, 255, 255,
        ]);
    }
}
