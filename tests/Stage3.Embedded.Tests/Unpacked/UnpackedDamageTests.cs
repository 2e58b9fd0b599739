using System.Globalization;
using Stage3.Embedded.Unpacked;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.RootComparison;
using Stage3.Testing;
using Xunit.Abstractions;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>Whatever became of the store, roots are as they are without it.</summary>
public sealed class UnpackedDamageTests(ITestOutputHelper output)
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
            Images(world.Store).Should().Be(4);
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

            Images(world.Store).Should().Be(4);
            Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty();
            // In the second round nobody can unpack a package any more.
            if (round == 0) world.BreakImages();
        }
    }

    [SkippableFactNeeding(Need.Root)]
    [Trait("Category", "Fuzz")]
    public async Task Who_is_killed_while_a_store_is_filled_leaves_whole_images_and_nothing_that_stays()
    {
        using var world = new KeepingWorld("btrfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (_, undisturbed) = world.Start();
        await undisturbed.WaitForExitAsync();
        undisturbed.ExitCode.Should().Be(0);
        undisturbed.Dispose();
        var (took, random, kills, most) = (clock.Elapsed.TotalMilliseconds, new Random(3), 0, 0);
        for (var round = 0; round < FuzzCount.Or(6) || (kills == 0 && round < 20); round++)
        {
            if (random.Next(3) > 0) TreeRemoval.Remove(world.Store, CancellationToken.None);
            var (_, run) = world.Start();
            await Task.Delay((int)(took * (0.3 + (0.8 * random.NextDouble()))));
            kills += run.HasExited ? 0 : 1;
            run.Kill();
            await run.WaitForExitAsync();
            run.Dispose();
            most = Math.Max(most, (world.Store / "partial").IsFolder ? Directory.GetFileSystemEntries((world.Store / "partial").Value).Length : 0);
            if ((world.Store / "images").IsFolder) Images(world.Store).Should().BeInRange(0, 4, $"round {round}");

            var (root, warnings) = await world.MergeAsync();
            warnings.Should().BeEmpty($"round {round}");
            KeepingWorld.Differences(root, expected).Should().BeEmpty($"round {round}");
            Images(world.Store).Should().Be(4);
            Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty($"round {round}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {most} folders left at most"));
        kills.Should().BePositive();
    }

    // Each is gone through: its record is whole, and each body is there.
    private static int Images(HostPath store)
    {
        using var images = FolderHandle.Open(store / "images");
        var names = images.ReadNames();
        foreach (var name in names)
        {
            using var image = KeptImage.Open(images, name.ToString());
            foreach (var body in image!.Members(CancellationToken.None).Select(member => member.Kept).OfType<KeptContent>().Where(content => content.Bodies is not null))
                KeptContent.IsBody(body.Bodies!, body.Body, body.Length).Should().BeTrue($"{body.Body} of {name} is there");
        }

        return names.Count;
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
