using Stage3.Portage.Installed;

namespace Stage3.Chroot.Integrity;

/// <summary>A line of a package's CONTENTS.</summary>
/// <param name="Package">Category, name and version.</param>
/// <param name="Entry">What the line says.</param>
/// <param name="Path">The CONTENTS file.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record InstalledFile(string Package, ContentsEntry Entry, string Path, int Line);
