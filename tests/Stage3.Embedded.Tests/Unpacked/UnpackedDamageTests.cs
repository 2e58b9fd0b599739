using Stage3.Linux;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>Whatever became of the store, roots are as they are without it.</summary>
public sealed class UnpackedDamageTests
{
    private static readonly Dictionary<string, Action<string>> Damages = new()
    {
        ["a byte of the record"] = image => Change($"{image}/members", 700),
        ["the last byte of the record"] = image => Change($"{image}/members", -1),
        ["a record that is cut short"] = image => Open($"{image}/members", file => file.SetLength(file.Length / 2)),
        ["an empty record"] = image => Open($"{image}/members", file => file.SetLength(0)),
        ["no record"] = image => File.Delete($"{image}/members"),
        ["a folder as the record"] = image =>
        {
            File.Delete($"{image}/members");
            Directory.CreateDirectory($"{image}/members");
        },
        ["a file as the image"] = image =>
        {
            Directory.Delete(image, recursive: true);
            File.WriteAllText(image, "");
        },
        ["a body that was written to"] = image => Change(Body(image), 1000),
        ["a body that is cut short"] = image => Open(Body(image), file => file.SetLength(file.Length - 1)),
        ["a missing body"] = image => File.Delete(Body(image)),
        ["a symlink as a body"] = image =>
        {
            var body = Body(image);
            File.Delete(body);
            File.CreateSymbolicLink(body, "/etc/passwd");
        },
        ["a body that may be written to"] = image => File.SetUnixFileMode(Body(image), UnixFileMode.UserRead | UnixFileMode.UserWrite),
    };

    [SkippableFactNeeding(Need.Root)]
    public async Task What_is_damaged_is_named_not_used_and_made_anew()
    {
        using var world = new KeepingWorld("btrfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        await world.MergeAsync();
        foreach (var (what, damage) in Damages)
        {
            var image = Directory.GetFileSystemEntries((world.Store / "images").Value).Order(StringComparer.Ordinal).First();
            damage(image);
            var (root, warnings) = await world.MergeAsync();
            KeepingWorld.Differences(root, expected).Should().BeEmpty(what);
            warnings.Should().NotBeEmpty(what).And.AllSatisfy(warning => warning.Should().StartWith("an unpacked image is damaged, and not used: ", what));
            warnings.Should().Contain(warning => warning.Contains(Path.GetFileName(image)), what);

            (root, warnings) = await world.MergeAsync();
            warnings.Should().BeEmpty($"it was made anew after {what}");
            KeepingWorld.Differences(root, expected).Should().BeEmpty(what);
            world.Images().Should().Be(4);
            Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty(what);
        }

        world.BreakImages();
        var (last, none) = await world.MergeAsync();
        none.Should().BeEmpty();
        KeepingWorld.Differences(last, expected).Should().BeEmpty();
    }

    [SkippableFactNeeding(Need.Root)]
    public async Task Two_processes_fill_and_use_one_store()
    {
        using var world = new KeepingWorld("xfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        for (var round = 0; round < 2; round++)
        {
            List<(HostPath Root, System.Diagnostics.Process Run)> both = [world.Start(), world.Start()];
            foreach (var (root, run) in both)
            {
                await run.WaitForExitAsync();
                run.ExitCode.Should().Be(0);
                KeepingWorld.Differences(RootListing.OfFolder(root, withTimes: true), expected).Should().BeEmpty();
                run.Dispose();
            }

            world.Images().Should().Be(4);
            Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty();
            // In the second round nobody can unpack a package any more.
            if (round == 0) world.BreakImages();
        }
    }

    private static string Body(string image) => Directory.GetFiles(image).Where(file => !file.EndsWith("/members", StringComparison.Ordinal)).Order(StringComparer.Ordinal).First();

    private static void Change(string file, int at) => Open(file, stream =>
    {
        stream.Position = at < 0 ? stream.Length + at : at;
        var was = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(was ^ 1));
    });

    private static void Open(string path, Action<FileStream> change)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        change(file);
    }
}
