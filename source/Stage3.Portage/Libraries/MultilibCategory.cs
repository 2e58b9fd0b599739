using Stage3.Linux.Elf;

namespace Stage3.Portage.Libraries;

/// <summary>
/// Which binaries can be linked with each other, as packages record it: a family of processors and its ABI, such as <c>x86_64</c> and <c>x86_32</c> (NEEDED.ELF.2, PROVIDES and REQUIRES; bug 534206).
/// </summary>
public static class MultilibCategory
{
    /// <summary>The category of a file; null where its processor or ABI has none.</summary>
    public static string? Of(ElfFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Family(file.Machine) is { } family && Abi(family, file) is { } abi ? $"{family}_{abi}" : null;
    }

    /// <summary>The category of a line that has none, which packages of older Portages have, by the machine's name there.</summary>
    public static string OfMachine(string machine) => machine switch
    {
        "386" => "x86_32",
        "X86_64" => "x86_64",
        "68K" => "m68k_32",
        "ARM" => "arm_32",
        "AARCH64" => "arm_64",
        "ALPHA" => "alpha_64",
        "IA_64" => "ia64_64",
        "MIPS" => "mips_o32",
        "PARISC" => "hppa_64",
        "PPC" => "ppc_32",
        "PPC64" => "ppc_64",
        "S390" => "s390_64",
        "SH" => "sh_32",
        "SPARC" or "SPARC32PLUS" => "sparc_32",
        "SPARCV9" => "sparc_64",
        _ => machine,
    };

    private static string? Family(int machine) => machine switch
    {
        2 or 18 or 43 => "sparc",
        3 or 62 => "x86",
        4 => "m68k",
        8 => "mips",
        15 => "hppa",
        20 or 21 => "ppc",
        22 => "s390",
        40 => "arm",
        42 => "sh",
        45 or 93 or 195 or 253 or 255 => "arc",
        50 => "ia64",
        113 => "nios2",
        175 => "e2k",
        183 => "arm",
        224 => "amdgpu",
        243 => "riscv",
        247 => "bpf",
        258 => "loong",
        0x9026 => "alpha",
        _ => null,
    };

    private static string? Abi(string family, ElfFile file) => family switch
    {
        "mips" => (file.Flags & 0xf000) switch
        {
            0x1000 => "o32",
            0x2000 => "o64",
            0x3000 => "eabi32",
            0x4000 => "eabi64",
            0 when (file.Flags & 0x20) != 0 => "n32",
            0 when file.Is64 => "n64",
            _ => null,
        },
        // Compressed instructions, with or without floating point in registers: others are not told apart.
        "riscv" => file.Flags switch
        {
            1 => file.Is64 ? "lp64" : "ilp32",
            5 => file.Is64 ? "lp64d" : "ilp32d",
            _ => null,
        },
        "loong" => (file.Flags & 7) switch
        {
            1 => "lp64s",
            2 => "lp64f",
            3 => "lp64d",
            5 => "ilp32s",
            6 => "ilp32f",
            7 => "ilp32d",
            _ => null,
        },
        _ => file.Is64 ? "64" : file.Machine == 62 ? "x32" : "32",
    };
}
