namespace Stage3.Chroot.References;

/// <summary>Accounts in activation files of the system bus, "Message Bus Starting Services" of the D-Bus specification: <c>User=</c>.</summary>
internal static class DbusActivationReferences
{
    private static readonly string[] Folders = ["/etc/dbus-1/system-services", "/run/dbus-1/system-services", "/usr/local/share/dbus-1/system-services", "/usr/share/dbus-1/system-services"];

    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from file in ConfigFolders.Effective(files, Folders, ".service")
        from given in Assignment.Read(file)
        where given is { Section: "D-BUS Service", Key: "User", Value.Length: > 0 }
        select new AccountReference(AccountKind.User, given.Value, given.Path, given.Line, "User=");
}
