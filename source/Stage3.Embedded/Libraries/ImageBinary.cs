using System.Collections.Immutable;
using System.Text;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Libraries;

/// <summary>A program, library or object file of an image, as a build puts it down in NEEDED.ELF.2.</summary>
/// <param name="Path">Where it will be.</param>
/// <param name="File">What it says of itself.</param>
/// <param name="Soname">The name under which others need it; empty where it is no library.</param>
internal sealed record ImageBinary(BytePath Path, ElfFile File, string Soname)
{
    private const int AnyExecute = 0x49; // 0111

    /// <summary>What it can be linked with; null where its processor or ABI has no name.</summary>
    internal string? Category { get; } = MultilibCategory.Of(File);

    /// <summary>Folders that it has the loader look into.</summary>
    internal ImmutableArray<BytePath> RunPath => NeededEntry.Folders(string.Join(':', File.RunPath), Path);

    /// <summary>Its path without the slash at the beginning.</summary>
    internal string Name { get; } = Encoding.UTF8.GetString(Path.Bytes.Span);

    /// <summary>The last part of its path.</summary>
    internal string FileName { get; } = Encoding.UTF8.GetString(Path.NameSpan);

    /// <summary>The line of NEEDED.ELF.2, as Portage leaves it.</summary>
    internal string Line => $"{ElfMachine.NameOf(File.Machine)};/{Name};{Soname};{string.Join(':', File.RunPath)};{Needed};{Category}\n";

    /// <summary>The line of NEEDED, which is of older readers.</summary>
    internal string ShortLine => $"/{Name} {Needed}\n";

    private string Needed => string.Join(',', File.Needed);

    /// <summary>Reads what a walk came to; null where it is no ELF file, or bears a name that no line can hold.</summary>
    internal static ImageBinary? Read(WalkEntry entry)
    {
        if (entry.Status.Type != FileType.File || entry.Status.Size < ElfFile.Magic.Length) return null;
        using var file = entry.OpenFile();
        return ElfFile.ReadAny(file) is { } elf && CanBeWritten(entry.Path) ? new ImageBinary(entry.Path, elf, elf.Soname ?? Implied(entry, elf)) : null;
    }

    // Libraries without a soname are needed by their file's name (bug 715162): what file(1) calls a shared object, which goes by the mode where nothing is said inside.
    private static string Implied(WalkEntry entry, ElfFile elf)
    {
        var isLibrary = elf.Type == ElfType.Shared && (elf.IsDynamic ? !elf.IsPositionIndependentProgram : (entry.Status.Mode & AnyExecute) == 0);
        return isLibrary ? Encoding.UTF8.GetString(entry.Path.NameSpan) : "";
    }

    private static bool CanBeWritten(BytePath path) =>
        path.Bytes.Span.IndexOfAny((byte)';', (byte)'\n') < 0 && System.Text.Unicode.Utf8.IsValid(path.Bytes.Span);
}
