namespace Stage3.Testing;

/// <summary>What a test may need beyond the SDK: <see cref="Root"/>, <see cref="Portage"/>, <see cref="Debian"/>, or the name of a program on PATH.</summary>
public static class Need
{
    /// <summary>User id 0, real or in a user namespace: for chown, mknod and mounts.</summary>
    public const string Root = "root";

    /// <summary>A checkout of Portage, named by the variable STAGE3_PORTAGE.</summary>
    public const string Portage = "STAGE3_PORTAGE";

    /// <summary>The checkout of Portage; only where the need was met.</summary>
    public static string PortageCheckout => Environment.GetEnvironmentVariable(Portage)!;

    /// <summary>A fresh root of Debian, named by the variable STAGE3_DEBIAN.</summary>
    public const string Debian = "STAGE3_DEBIAN";

    /// <summary>A root that the pipeline merged from the sample, named by the variable STAGE3_SAMPLE.</summary>
    public const string SampleRoot = "STAGE3_SAMPLE";

    /// <summary>A clone of a tree of Gentoo's packages, among those that the variable STAGE3_TREES names.</summary>
    public const string Trees = "STAGE3_TREES";

    /// <summary>Why the need is not met here; null where it is.</summary>
    public static string? Missing(string need) => need switch
    {
        Root => Environment.IsPrivilegedProcess ? null : "needs root (or a user namespace) to own files and mount",
        Portage => File.Exists(Path.Combine(PortageCheckout ?? "", "bin", "emerge"))
            ? null
            : "needs a Portage: set STAGE3_PORTAGE to a checkout of it",
        Trees => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Trees))
            ? "needs a clone of a tree with acct-user: set STAGE3_TREES to its path"
            : null,
        Debian => Directory.Exists(Environment.GetEnvironmentVariable(Debian))
            ? null
            : "needs a fresh Debian: debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,polkitd,udev,libpam-systemd stable DIR, and set STAGE3_DEBIAN to DIR",
        SampleRoot => Directory.Exists(Environment.GetEnvironmentVariable(SampleRoot))
            ? null
            : "needs the sample's root: ./build.sh Merge, and set STAGE3_SAMPLE to its folder, work/sample/chroot",
        _ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, need)))
            ? null
            : $"needs the program '{need}' on PATH",
    };
}
