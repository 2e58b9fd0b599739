using Stage3.Linux.Files;

namespace Stage3.Boot;

/// <summary>A regular file that an initramfs holds beside what is in the root, owned by root, mode 0644.</summary>
/// <param name="Path">Where it goes. Folders above it that are not there are made.</param>
/// <param name="Content">What is in it, written as UTF-8.</param>
internal sealed record AddedFile(BytePath Path, string Content);
