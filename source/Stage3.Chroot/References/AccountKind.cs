namespace Stage3.Chroot.References;

/// <summary>What a name is the name of.</summary>
internal enum AccountKind
{
    User,
    Group,
}
