namespace Stage3.Chroot;

/// <summary>Mode bits as chmod(1) takes them.</summary>
internal static class ModeText
{
    /// <summary>Four octal digits.</summary>
    public static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
