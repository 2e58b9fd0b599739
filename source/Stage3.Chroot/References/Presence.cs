namespace Stage3.Chroot.References;

/// <summary>What a root knows of an account that something refers to.</summary>
internal enum Presence
{
    /// <summary>It is in passwd or group, or is a number.</summary>
    Present,

    /// <summary>systemd-sysusers creates it in the first boot.</summary>
    MadeAtBoot,

    /// <summary>It is there while the service runs that names it, systemd.exec(5), DynamicUser=.</summary>
    Dynamic,

    /// <summary>The name has a specifier or variable in it that only the running system knows.</summary>
    Unknowable,

    /// <summary>Nobody has it and nothing creates it.</summary>
    Missing,
}
