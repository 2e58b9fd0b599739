using System.Buffers.Binary;
using System.Globalization;

namespace Stage3.Linux.Files;

/// <summary>What <c>security.capability</c> says, capabilities(7), in the words of getcap(8).</summary>
public static class FileCapabilities
{
    private const int Revision1 = 0x01;
    private const int Revision2 = 0x02;
    private const int Revision3 = 0x03;

    // In the order of their numbers, linux/capability.h.
    private static readonly string[] Names =
    [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "linux_immutable", "net_bind_service",
        "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin",
        "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control", "setfcap", "mac_override",
        "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf", "checkpoint_restore",
    ];

    /// <summary><c>cap_net_raw=ep</c>; null where the value is none that the kernel takes.</summary>
    public static string? Text(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) return null;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(value);
        var words = (magic >> 24) switch { Revision1 => 1, Revision2 or Revision3 => 2, _ => 0 };
        if (words == 0 || value.Length < 4 + 8 * words) return null;
        var (permitted, inheritable) = (0UL, 0UL);
        for (var word = 0; word < words; word++)
        {
            permitted |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[(4 + 8 * word)..]) << (32 * word);
            inheritable |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[(8 + 8 * word)..]) << (32 * word);
        }
        var effective = (magic & 1) != 0 ? "e" : "";
        return string.Join(' ', new[] { Set(permitted & inheritable, $"{effective}ip"), Set(permitted & ~inheritable, $"{effective}p"), Set(inheritable & ~permitted, $"{effective}i") }.Where(set => set.Length > 0)) is { Length: > 0 } text
            ? text
            : "=";
    }

    private static string Set(ulong bits, string flags)
    {
        var names = Enumerable.Range(0, 64).Where(bit => (bits >> bit & 1) != 0).Select(bit => "cap_" + (bit < Names.Length ? Names[bit] : bit.ToString(CultureInfo.InvariantCulture)));
        return string.Join(',', names) is { Length: > 0 } text ? $"{text}={flags}" : "";
    }
}
