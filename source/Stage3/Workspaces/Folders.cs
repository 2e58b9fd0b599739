using CliWrap;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Workspaces;

/// <summary>Whole folders: made anew, copied with everything that a root has, moved into place.</summary>
internal static class Folders
{
    /// <summary>An empty folder in the place of whatever was there.</summary>
    public static void Remake(HostPath folder)
    {
        Delete(folder);
        folder.EnsureFolder();
    }

    /// <summary>Removes a folder with all that is in it; symlinks are removed, not followed.</summary>
    public static void Delete(HostPath folder) => TreeRemoval.Remove(folder, CancellationToken.None);

    /// <summary>A copy with owners, modes, times, links, devices and xattrs; blocks are shared where the file system can.</summary>
    public static async Task CopyAsync(HostPath from, HostPath to, CancellationToken cancellation)
    {
        Delete(to);
        to.Parent.EnsureFolder();
        await Cli.Wrap("cp")
            .WithArguments(["--archive", "--reflink=auto", "--no-target-directory", "--", from.Value, to.Value])
            .ExecuteAsync(cancellation);
    }

    /// <summary>As <see cref="CopyAsync"/>, into a folder whose other files stay; those of the same names are replaced.</summary>
    public static async Task LayOverAsync(HostPath from, HostPath to, CancellationToken cancellation)
    {
        to.EnsureFolder();
        await Cli.Wrap("cp")
            .WithArguments(["--archive", "--reflink=auto", "--remove-destination", "--no-target-directory", "--", from.Value, to.Value])
            .ExecuteAsync(cancellation);
    }

    /// <summary>Gives a finished folder its final name; what had the name before is gone.</summary>
    public static void Publish(HostPath finished, HostPath name)
    {
        Delete(name);
        Directory.Move(finished.Value, name.Value);
    }
}
