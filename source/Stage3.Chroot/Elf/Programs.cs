using Stage3.Chroot.Roots;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Elf;

/// <summary>Which files of a root the loader may be given.</summary>
internal static class Programs
{
    private const int AnyoneExecutes = 0b001_001_001;

    // What debuggers load has headers of contents that lie elsewhere.
    private static readonly BytePath Debug = BytePath.Parse("usr/lib/debug");

    /// <summary>The file, where it is an executable or a library that is an ELF file; null for all else.</summary>
    public static LoadedFile? Read(RootEntry entry)
    {
        if (!MayBeLoaded(entry)) return null;
        using var file = entry.OpenFile();
        return ElfFile.Read(file) is { } elf ? new(entry.Path, elf) : null;
    }

    /// <summary>The machine that the root's own shell is for; null where that is none.</summary>
    public static int? MachineOf(RootFiles files) => files.ReadElf("/bin/sh")?.Machine ?? files.ReadElf("/bin/bash")?.Machine;

    /// <summary>True for regular files that can be executed or are called like a library.</summary>
    public static bool MayBeLoaded(RootEntry entry) =>
        entry.Status is { Type: FileType.File, Size: > 4 }
        && ((entry.Status.Mode & AnyoneExecutes) != 0 || entry.Path.NameSpan.IndexOf(".so"u8) > 0)
        && !Debug.Contains(entry.Path);
}
