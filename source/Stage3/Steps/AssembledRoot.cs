using Stage3.Linux;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>The folder that a root is assembled in: begun as the template, wherever that is interrupted, and taken back where nothing came.</summary>
/// <param name="folder">The folder: of the work folder, or somebody's.</param>
/// <param name="isElsewhere">Whether it is somebody's, which is used only where it is empty: it may be a mount.</param>
internal sealed class AssembledRoot(HostPath folder, bool isElsewhere)
{
    private bool _wasThere;

    /// <summary>Whether an earlier run has begun it.</summary>
    internal bool IsBegun => (folder / "var/lib/portage").IsFolder && !Unfinished.IsFolder;

    // There while the template is copied: who is ended meanwhile leaves neither half a root nor a folder of somebody's.
    private HostPath Unfinished => folder / ".stage3-begin";

    // A new ext4 has lost+found.
    private IEnumerable<HostPath> Entries => Directory.EnumerateFileSystemEntries(folder.Value).Select(HostPath.Parse).Where(entry => entry.Name != "lost+found");

    /// <summary>Begins it.</summary>
    /// <exception cref="Stage3Exception">The folder holds something else, or cannot be written.</exception>
    internal async Task BeginAsync(HostPath template, CancellationToken cancellation)
    {
        if (isElsewhere && (folder.IsFile || (folder.IsFolder && !Unfinished.IsFolder && Entries.Any())))
            throw new Stage3Exception("it holds other things than a root that Assemble has begun, and they are not removed for one", $"--chroot {folder}", "name a folder that is empty or not there, or one that Assemble made");
        if (!isElsewhere) Folders.Delete(folder);
        _wasThere = folder.IsFolder;
        try
        {
            Unfinished.EnsureFolder();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new Stage3Exception($"the root's folder cannot be made: {unwritable.Message}", isElsewhere ? $"--chroot {folder}" : folder.Value, "name a folder in a place where you may write", unwritable);
        }

        await Folders.LayOverAsync(template, folder, cancellation);
        Folders.Delete(Unfinished);
    }

    /// <summary>Leaves the folder as it was before <see cref="BeginAsync"/>.</summary>
    internal void TakeBack()
    {
        if (!_wasThere) Folders.Delete(folder);
        else foreach (var entry in Entries.ToList()) Folders.Delete(entry);
    }
}
