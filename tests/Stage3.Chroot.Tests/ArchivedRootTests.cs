using System.Diagnostics;
using Stage3.Archives.Compressors;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>The same root as a folder and as a tarball has the same findings, whoever looks at the tarball.</summary>
public sealed class ArchivedRootTests : IDisposable
{
    private readonly SoundRoot _root = new();

    public void Dispose() => _root.Dispose();

    [TheoryNeeding(Need.Root, "tar")]
    [InlineData("xz")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("lz4")]
    [InlineData("none")]
    public void Findings_are_those_of_the_folder_and_no_rights_are_needed(string compression)
    {
        Plant();
        var archive = Pack(Compression.Parse(compression));
        var expected = _root.Examine();

        var found = LoweredRights.Run(() => Examine(archive));

        found.Findings.Select(finding => finding.Rule).Should().Contain(["ownership/user-unknown", "ownership/privileged-file", "accounts/malformed-line", "accounts/home-owner"]);
        found.Findings.Should().Equal(expected.Findings);
        found.Accounts.Should().Equal(expected.Accounts);
        found.Entries.Should().Be(expected.Entries);
        Directory.EnumerateFileSystemEntries((_root.Beside / "work").Value).Should().BeEmpty("what was unpacked is removed");
    }

    [FactNeeding(Need.Root)]
    public void The_rights_are_really_given_up()
    {
        var read = () => LoweredRights.Run(() => File.ReadAllText(_root["etc/shadow"]));

        read.Should().Throw<InvalidOperationException>().WithInnerException<UnauthorizedAccessException>();
        File.ReadAllText(_root["etc/shadow"]).Should().NotBeEmpty("only that thread gave them up");
    }

    private Examination Examine(HostPath archive)
    {
        using var root = ExaminedRoot.OfArchive(archive, _root.Beside / "work", CancellationToken.None);
        return ChrootVerifier.Examine(root, new(_root.Contract), CancellationToken.None);
    }

    // One of each kind of thing that only root could give a file.
    private void Plant()
    {
        _root.Append("etc/passwd", "broken\n");
        _root.Write("usr/bin/su", "", 0b100_111_101_101);
        _root.Write("usr/bin/ping", "", 0b111_101_101);
        _root.SetXattr("usr/bin/ping", Xattr.Of("security.capability", [1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        _root.Write("usr/share/a", "");
        _root.Chown("usr/share/a", 250, 101);
        _root.Chown("root", 101, 0);
        _root.Chmod("root", 0b111_000_000);
        _root.Write("etc/secret", "", 0);
        File.CreateSymbolicLink(_root["usr/bin/sudo"], "su");
        using var dev = FolderHandle.Open(_root.Root / "dev");
        dev.MakeNode(ByteString.Of("console"), FileType.CharacterDevice, 0b110_000_000, new DeviceNumber(5, 1));
    }

    private HostPath Pack(Compression compression)
    {
        var (beside, tar) = (_root.Beside, _root.Beside / "root.tar");
        using (var process = Process.Start("tar", ["--xattrs", "--xattrs-include=*", "--numeric-owner", "-C", _root.Root.Value, "-cf", tar.Value, "."]))
        {
            process.WaitForExit();
            process.ExitCode.Should().Be(0);
        }
        var archive = beside / $"root.tar{compression.Ending}x";
        using (var plain = File.OpenRead(tar.Value))
        using (var file = File.Create(archive.Value))
        using (var compressed = compression.OpenWriter(file, CompressionSettings.Default)) plain.CopyTo(compressed);
        foreach (var folder in new[] { beside, (beside / "work").EnsureFolder() }) File.SetUnixFileMode(folder.Value, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(archive.Value, (UnixFileMode)0b110_100_100);
        return archive;
    }
}
