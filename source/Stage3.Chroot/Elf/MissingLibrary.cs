using Stage3.Linux.Files;

namespace Stage3.Chroot.Elf;

/// <summary>A library that a file needs and the loader does not find.</summary>
/// <param name="File">Who needs it.</param>
/// <param name="Name">The library, as the file names it.</param>
/// <param name="Elsewhere">Where a file of that name is that the loader does not look at; null where there is none.</param>
/// <param name="IsStarted">True for programs and for what others need: false for plugins, which somebody may load or not.</param>
internal sealed record MissingLibrary(BytePath File, string Name, BytePath? Elsewhere, bool IsStarted);
