using System.IO.Compression;
using Stage3.Archives.Tar;
using Stage3.Boot;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Tests.Boot;

public sealed class InitramfsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private HostPath Output => HostPath.Parse(_scratch["initramfs.gz"]);

    [Fact]
    public async Task A_folder_and_a_tarball_of_it_give_the_same_members()
    {
        _scratch.Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:104:109::/dev/null:/sbin/nologin\n");
        _scratch.Write("root/usr/lib/systemd/systemd", "\u007fELF");
        File.CreateSymbolicLink(_scratch["root/lib"], "usr/lib");
        var root = HostPath.Parse(_scratch["root"]);
        await using (var tarball = new GZipStream(File.Create(_scratch["stage.tar.gz"]), CompressionLevel.Fastest))
            new TreeArchiver().Archive(root, tarball, CancellationToken.None);

        var ofFolder = await Initramfs.WriteAsync(root, [], Output, CancellationToken.None);
        var membersOfFolder = Members();
        var ofTarball = await Initramfs.WriteAsync(HostPath.Parse(_scratch["stage.tar.gz"]), [], Output, CancellationToken.None);

        Members().Should().BeEquivalentTo(membersOfFolder, options => options.WithStrictOrdering());
        membersOfFolder.Select(member => member.Name).Should().Equal(".", "etc", "etc/passwd", "lib", "usr", "usr/lib", "usr/lib/systemd", "usr/lib/systemd/systemd");
        ofTarball.Init.Should().Be("/usr/lib/systemd/systemd").And.Be(ofFolder.Init);
        ofTarball.Accounts.FindUser("messagebus")!.Uid.Should().Be(104);
        ofTarball.UnpackedBytes.Should().Be(Unpacked().Length);
    }

    [Fact]
    public async Task The_questions_are_added_with_the_folders_that_they_need_and_the_root_stays_as_it_was()
    {
        _scratch.Write("root/etc/hostname", "localhost\n");

        var initramfs = await Initramfs.WriteAsync(HostPath.Parse(_scratch["root"]), BootQuestions.Files, Output, CancellationToken.None);

        initramfs.Init.Should().BeNull("there is no systemd in it");
        Members().Select(member => (member.Name, member.Mode)).Should().EndWith([
            ("etc/hostname", Members().Single(member => member.Name == "etc/hostname").Mode),
            ("usr", 0x41edu), ("usr/lib", 0x41edu), ("usr/lib/stage3-boot-test", 0x81a4u),
            ("etc/systemd", 0x41edu), ("etc/systemd/system", 0x41edu), ("etc/systemd/system/stage3-boot-test.service", 0x81a4u)]);
        Directory.EnumerateFileSystemEntries(_scratch["root"], "*", SearchOption.AllDirectories).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_broken_tarball_is_an_error_that_names_it()
    {
        _scratch.Write("stage.tar", "no tar at all");

        var write = () => Initramfs.WriteAsync(HostPath.Parse(_scratch["stage.tar"]), [], Output, CancellationToken.None);

        (await write.Should().ThrowAsync<Stage3Exception>()).WithMessage("*stage.tar*");
    }

    [Fact]
    public async Task A_cancelled_archive_ends_soon()
    {
        _scratch.Write("root/etc/hostname", "localhost\n");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var write = () => Initramfs.WriteAsync(HostPath.Parse(_scratch["root"]), [], Output, cancelled.Token);

        await write.Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose() => _scratch.Dispose();

    private List<CpioReader.Member> Members() => CpioReader.Read(Unpacked());

    private MemoryStream Unpacked()
    {
        using var gzip = new GZipStream(File.OpenRead(Output.Value), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        unpacked.Position = 0;
        return unpacked;
    }
}
