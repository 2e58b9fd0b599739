namespace Stage3.Linux.Files;

/// <summary>Major and minor number of a device; see makedev(3). For a file that is no device both are 0.</summary>
public readonly record struct DeviceNumber(uint Major, uint Minor)
{
    /// <summary>The number as glibc's <c>dev_t</c>, for mknod(2).</summary>
    internal ulong Encoded =>
        ((ulong)(Major & 0xfffff000) << 32) | ((ulong)(Major & 0xfff) << 8) | ((ulong)(Minor & 0xffffff00) << 12) | (Minor & 0xff);

    /// <summary><c>major:minor</c>, as in /proc.</summary>
    public override string ToString() => $"{Major}:{Minor}";
}
