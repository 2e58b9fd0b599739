using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Decides under which name a file goes into its folder: its own, or that of an update where CONFIG_PROTECT covers it and the
/// administrator changed or removed what was installed (FEATURES=config-protect-if-modified).
/// </summary>
internal sealed class ProtectedPlacement(ConfigProtection protection, RecordedFiles recorded)
{
    /// <summary>The name to use.</summary>
    /// <param name="path">The path of the member in its package.</param>
    /// <param name="real">Where that is in the root.</param>
    /// <param name="folder">The folder of it.</param>
    /// <param name="isSame">Whether what has some name in the folder is what is to be written.</param>
    internal ByteString NameFor(BytePath path, BytePath real, FolderHandle folder, Func<ByteString, bool> isSame)
    {
        var name = real.Name;
        if (!protection.Covers(path)) return name;
        var wasInstalled = recorded.TryGet(real, out var before);
        if (!folder.TryStatus(name, out _)) return wasInstalled ? UpdateName.Next(folder, name, isSame) : name;
        if (isSame(name) || (wasInstalled && ExistingFile.IsUnchanged(folder, name, before))) return name;
        return UpdateName.Next(folder, name, isSame);
    }
}
