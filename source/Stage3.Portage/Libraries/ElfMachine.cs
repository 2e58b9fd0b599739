using System.Collections.Frozen;

namespace Stage3.Portage.Libraries;

/// <summary>Processors by the names that NEEDED.ELF.2 has for them: those of e_machine in elf.h, as scanelf(1) knows them.</summary>
public static class ElfMachine
{
    private static readonly FrozenDictionary<int, string> Names = new[]
    {
        (0, "NONE"), (1, "M32"), (2, "SPARC"), (3, "386"), (4, "68K"), (5, "88K"), (7, "860"), (8, "MIPS"), (9, "S370"), (10, "MIPS_RS3_LE"),
        (15, "PARISC"), (17, "VPP500"), (18, "SPARC32PLUS"), (19, "960"), (20, "PPC"), (21, "PPC64"), (22, "S390"), (36, "V800"), (37, "FR20"),
        (38, "RH32"), (39, "RCE"), (40, "ARM"), (41, "FAKE_ALPHA"), (42, "SH"), (43, "SPARCV9"), (44, "TRICORE"), (45, "ARC"), (46, "H8_300"),
        (47, "H8_300H"), (48, "H8S"), (49, "H8_500"), (50, "IA_64"), (51, "MIPS_X"), (52, "COLDFIRE"), (53, "68HC12"), (54, "MMA"), (55, "PCP"),
        (56, "NCPU"), (57, "NDR1"), (58, "STARCORE"), (59, "ME16"), (60, "ST100"), (61, "TINYJ"), (62, "X86_64"), (63, "PDSP"), (66, "FX66"),
        (67, "ST9PLUS"), (68, "ST7"), (69, "68HC16"), (70, "68HC11"), (71, "68HC08"), (72, "68HC05"), (73, "SVX"), (74, "ST19"), (75, "VAX"),
        (76, "CRIS"), (77, "JAVELIN"), (78, "FIREPATH"), (79, "ZSP"), (80, "MMIX"), (81, "HUANY"), (82, "PRISM"), (83, "AVR"), (84, "FR30"),
        (85, "D10V"), (86, "D30V"), (87, "V850"), (88, "M32R"), (89, "MN10300"), (90, "MN10200"), (91, "PJ"), (92, "OPENRISC"), (93, "ARC_A5"),
        (94, "XTENSA"), (95, "VIDEOCORE"), (96, "TMM_GPP"), (97, "NS32K"), (98, "TPC"), (99, "SNP1K"), (100, "ST200"), (101, "IP2K"), (102, "MAX"),
        (103, "CR"), (104, "F2MC16"), (105, "MSP430"), (106, "BLACKFIN"), (107, "SE_C33"), (108, "SEP"), (109, "ARCA"), (110, "UNICORE"),
        (113, "ALTERA_NIOS2"), (183, "AARCH64"), (188, "TILEPRO"), (189, "MICROBLAZE"), (191, "TILEGX"), (243, "RISCV"), (258, "LOONGARCH"),
        (36902, "ALPHA"),
    }.ToFrozenDictionary(each => each.Item1, each => each.Item2);

    /// <summary>The name, without the <c>EM_</c>; <c>UNKNOWN_TYPE</c> where it has none there.</summary>
    /// <param name="machine">e_machine.</param>
    public static string NameOf(int machine) => Names.GetValueOrDefault(machine, "UNKNOWN_TYPE");
}
