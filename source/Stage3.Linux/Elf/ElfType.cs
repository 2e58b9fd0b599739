namespace Stage3.Linux.Elf;

/// <summary>What an ELF file is: e_type of elf(5). Others have their numbers.</summary>
public enum ElfType
{
    /// <summary>No type.</summary>
    None,

    /// <summary>To be linked with others: object files, modules of the kernel.</summary>
    Relocatable,

    /// <summary>A program that is loaded at one place.</summary>
    Program,

    /// <summary>A library, or a program that is loaded anywhere.</summary>
    Shared,

    /// <summary>The memory of a program that died.</summary>
    Core,
}
