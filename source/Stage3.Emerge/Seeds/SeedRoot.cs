using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Seeds;

/// <summary>
/// An unpacked seed: the system whose Portage builds, where the machine itself is no Gentoo. It is never changed: programs in it see a layer
/// over it, which keeps what build tools they merge.
/// </summary>
public sealed record SeedRoot
{
    private static readonly string Script = EmbeddedText.Read(typeof(SeedRoot), "seed-root.bash");
    private static readonly ImmutableArray<string> Needed = ["usr/bin/emerge", "usr/bin/python3", "bin/bash"];

    private SeedRoot(HostPath folder, HostPath layer) => (Folder, Layer) = (folder, layer);

    /// <summary>The seed as it was unpacked.</summary>
    public HostPath Folder { get; }

    /// <summary>What was changed in it.</summary>
    public HostPath Layer { get; }

    /// <summary>True where the seed says which packages it has, so that a plan need not take their word for it.</summary>
    public bool HasPackages => (Folder / "var/db/pkg").IsFolder && Directory.EnumerateFileSystemEntries((Folder / "var/db/pkg").Value).Any();

    /// <summary>Unpacks a verified seed, once: the next run finds it by its digest.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="folder">Where seeds are kept.</param>
    /// <param name="cancellation">Stops it; nothing half-unpacked is taken for a seed.</param>
    /// <exception cref="SeedRefusedException">It cannot be unpacked, or no Portage is in it.</exception>
    public static async Task<SeedRoot> UnpackAsync(SeedArchive seed, HostPath folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(folder);
        var name = seed.Digest[..16];
        var root = new SeedRoot(folder / name, folder / $"{name}.layer");
        if (!root.Folder.IsFolder)
        {
            var unfinished = folder / $"{name}.unfinished";
            TreeRemoval.Remove(unfinished, cancellation);
            try
            {
                await TarAsync(seed.File, unfinished.EnsureFolder(), cancellation).ConfigureAwait(false);
                DemandPortage(seed.File, unfinished);
                Directory.Move(unfinished.Value, root.Folder.Value);
            }
            finally
            {
                TreeRemoval.Remove(unfinished, CancellationToken.None);
            }
        }

        root.Layer.EnsureFolder();
        return root;
    }

    /// <summary>The same program, started in the seed; needs a mount namespace of its own around it.</summary>
    /// <param name="child">The program, by a name that the seed has.</param>
    /// <param name="writable">Folders of this machine that it sees at their places, and may write to.</param>
    /// <param name="readOnly">Files and folders that it sees at their places.</param>
    public ChildProcess Around(ChildProcess child, ImmutableArray<HostPath> writable, ImmutableArray<HostPath> readOnly)
    {
        ArgumentNullException.ThrowIfNull(child);
        return child with
        {
            Program = "bash",
            Arguments =
            [
                "-c", Script, "stage3-seed", Folder.Value, Layer.Value,
                .. readOnly.SelectMany(path => new[] { "readonly", path.Value }), .. writable.SelectMany(path => new[] { "writable", path.Value }),
                "--", child.Program, .. child.Arguments,
            ],
        };
    }

    private static async Task TarAsync(HostPath archive, HostPath folder, CancellationToken cancellation)
    {
        try
        {
            // GNU tar follows no link out of the folder and takes no name with ".." in it. Devices are the machine's: they are not the seed's to make.
            await new ChildProcess(
                "tar", "--extract", "--numeric-owner", "--same-owner", "--same-permissions", "--xattrs", "--xattrs-include=*", "--exclude=./dev/*", "--exclude=dev/*",
                "--directory", folder.Value, "--file", archive.Value).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException failed)
        {
            throw new SeedRefusedException(archive, [$"it cannot be unpacked: {string.Join("; ", failed.LastLines.TakeLast(3))}"], "name a stage tarball that tar(1) reads; xz or zstd must be installed where it is compressed by it");
        }
    }

    private static void DemandPortage(HostPath archive, HostPath folder)
    {
        using var root = RootFolder.Open(folder);
        var missing = Needed.Where(path => !root.TryStatus(BytePath.Parse(path), out _)).ToImmutableArray();
        if (missing.IsEmpty) return;
        throw new SeedRefusedException(archive, [$"no Portage can run in it: it has no {string.Join(", no ", missing.Select(path => $"/{path}"))}"], "name a stage3 of Gentoo's, or one that carries sys-apps/portage in its world");
    }
}
