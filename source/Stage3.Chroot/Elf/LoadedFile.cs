using Stage3.Linux.Elf;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Elf;

/// <summary>An ELF file of the root.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Elf">What the loader reads of it.</param>
internal sealed record LoadedFile(BytePath Path, ElfFile Elf);
