using System.Diagnostics;
using Stage3.Archives.Digests;
using Stage3.Embedded.Tests.Execution;
using Stage3.Embedded.Unpacked;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>A file system that can share content, packages of all kinds of files on it, a store, and as many roots as are asked for.</summary>
internal sealed class KeepingWorld : IDisposable
{
    private const int Count = 4;
    private readonly Scratch _scratch = new();
    private readonly string _kind;
    private int _roots;

    internal KeepingWorld(string kind)
    {
        _kind = kind;
        Disk = LoopFileSystem.Make(kind);
        var world = new MergeWorld(Folder).Begin();
        for (var number = 0; number < Count; number++) Add(world, number);
    }

    internal LoopFileSystem Disk { get; }

    internal HostPath Folder => HostPath.Parse(_scratch.Folder);

    internal HostPath Store => HostPath.Parse(Disk.Folder) / "store";

    /// <summary>The packages' files.</summary>
    internal IEnumerable<string> Packages => Directory.GetFiles((Folder / "packages").Value, "*.gpkg.tar", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Files of the store by their paths in it.</summary>
    internal IEnumerable<string> Kept(string folder) => Directory.GetFiles((Store / folder).Value, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>A new root that nothing is merged into.</summary>
    internal MergeWorld Fresh(bool keeps = true)
    {
        var name = $"root{_roots++}";
        var root = HostPath.Parse(Disk.Folder) / name;
        // On btrfs each root is a subvolume, as who makes images there has it: files have other device numbers, and share all the same.
        if (_kind == "btrfs") Run("btrfs", "--quiet", "subvolume", "create", root.Value);
        else root.EnsureFolder();
        Run("cp", "-a", $"{Folder / "root"}/.", root.Value);
        return new MergeWorld(Folder) { Root = root, UnpackedStore = keeps ? Store : null };
    }

    /// <summary>Begins to merge all into a new root, in a process of its own.</summary>
    internal (HostPath Root, Process Run) Start()
    {
        var root = Fresh().Root;
        return (root, StartInto(root));
    }

    /// <summary>As <see cref="Start"/>, into a root that is there.</summary>
    internal Process StartInto(HostPath root)
    {
        string[] command = [.. Disk.Around, "dotnet", typeof(KeepingWorld).Assembly.Location, Folder.Value, $"{Disk.Inside}/{root.Name}", $"{Disk.Inside}/{Store.Name}"];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Merges all into a new root, and answers what it then holds, with what was warned of.</summary>
    internal async Task<(RootListing Root, IReadOnlyList<string> Warnings)> MergeAsync(bool keeps = true)
    {
        var world = Fresh(keeps);
        await world.MergeAsync(CancellationToken.None);
        return (RootListing.OfFolder(world.Root, withTimes: true), Warnings(world));
    }

    internal static IReadOnlyList<string> Warnings(MergeWorld world) => [.. world.Events.OfType<RunWarning>().Select(warning => warning.Text)];

    /// <summary>In what two roots differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="whateverCounts">Whether numbers of merges may differ, as they do where a run began anew.</param>
    internal static IEnumerable<string> Differences(RootListing left, RootListing right, bool whateverCounts = false) =>
        left.DifferencesTo(right, path => whateverCounts && (path.EndsWith("/COUNTER", StringComparison.Ordinal) || path == "/var/cache/edb/counter"));

    /// <summary>How many images are kept. Each is gone through: its record is whole, each body is there, and has the content that it is named by.</summary>
    internal int Images()
    {
        using var images = FolderHandle.Open(Store / "images");
        var names = images.ReadNames();
        foreach (var name in names)
        {
            using var image = KeptImage.Open(images, name.ToString());
            foreach (var body in image!.Members(CancellationToken.None).Select(member => member.Kept).OfType<KeptContent>().Where(content => content.Bodies is not null))
            {
                KeptContent.IsBody(body.Bodies!, body.Body, body.Length).Should().BeTrue($"{body.Body} of {name} is there");
                using var content = new FileStream(body.Bodies!.OpenFile(body.Body), FileAccess.Read);
                Digest.Of(DigestKind.Sha256, content).Hex.Should().Be(body.Body.ToString());
            }
        }

        return names.Count;
    }

    /// <summary>Turns a byte of each image around, so that nobody can unpack it: the packages are as long as before.</summary>
    internal void BreakImages()
    {
        foreach (var package in Packages)
        {
            using var file = new FileStream(package, FileMode.Open, FileAccess.ReadWrite);
            // The image is by far the largest of it.
            file.Position = file.Length / 2;
            var was = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)~was);
        }
    }

    public void Dispose()
    {
        Disk.Dispose();
        _scratch.Dispose();
    }

    internal static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.Should().Be(0, $"of {program} {string.Join(' ', arguments)}");
    }

    // Small and large files, holes, hard links, owners by name, modes, attributes, links, pipes; and content that several packages have.
    internal static void Add(MergeWorld world, int number)
    {
        var name = $"p{number}";
        world.Add($"app/{name}-1", "", image =>
        {
            var folder = (image / $"usr/share/{name}").EnsureFolder();
            (image / $"opt/{name}").EnsureFolder();
            File.WriteAllText((image / $"opt/{name}/conf").Value, $"{name}\n");
            File.WriteAllText((folder / "empty").Value, "");
            File.WriteAllBytes((folder / "common").Value, Noise(99, 200_000));
            File.WriteAllBytes((folder / "large").Value, Noise(number, 300_000));
            File.WriteAllBytes((folder / "limit").Value, Noise(number + 10, 32 * 1024));
            File.WriteAllBytes((folder / "above").Value, Noise(number + 20, (32 * 1024) + 1));
            using (var sparse = new FileStream((folder / "sparse").Value, FileMode.CreateNew))
            {
                sparse.Position = 4 << 20;
                sparse.Write("end"u8);
            }

            using var handle = FolderHandle.Open(folder);
            handle.MakeSymlink(ByteString.Of("link"), ByteString.Of("nowhere at all"));
            handle.MakeLink(ByteString.Of("same"), handle, ByteString.Of("large"));
            handle.MakeNode(ByteString.Of("pipe"), FileType.Fifo, 0x1b6, default);
            handle.SetOwner(ByteString.Of("above"), 4101, 4101);
            handle.SetMode(ByteString.Of("above"), 0x9ed);
            handle.SetXattr(ByteString.Of("common"), new Xattr(ByteString.Of("user.note"), ByteString.Of("kept")));
            handle.SetModified(ByteString.Of("common"), new FileTime(1_600_000_000 + number, 123_456_789));
            File.WriteAllText((folder / "späte Namen\t€").Value, "odd");
        });
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
