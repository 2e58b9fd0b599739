using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>A tarball is looked at without being unpacked as root, and nothing is lost by that.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private HostPath Archive => HostPath.Parse(_scratch["a.tar.gz"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Owners_modes_devices_and_attributes_are_those_of_the_archive()
    {
        Write(
            new(BytePath.Parse("etc/passwd"), PaxEntryType.File) { Mode = 0b110_110_100, Uid = 5 },
            new(BytePath.Parse("usr/bin/a"), PaxEntryType.File) { Mode = 0b100_111_101_101, Xattrs = XattrList.Of(Xattr.Of("security.capability", [1])) },
            new(BytePath.Parse("usr/bin/b"), PaxEntryType.HardLink) { HardLinkTarget = BytePath.Parse("usr/bin/a") },
            new(BytePath.Parse("dev/kvm"), PaxEntryType.CharacterDevice) { Mode = 0b110_110_110 },
            new(BytePath.Parse("srv"), PaxEntryType.Folder) { Mode = 0b111_111_111 });

        var found = Verify();

        found.Should().Contain([
            "accounts/file-permissions: /etc/passwd has the mode 0664",
            "accounts/file-permissions: /etc/passwd belongs to the user id 5",
            "ownership/privileged-file: /usr/bin/a has setuid of 0 and capabilities",
            "ownership/privileged-file: /usr/bin/b has setuid of 0 and capabilities",
            "ownership/world-writable-folder: folder /srv has the mode 0777"]);
        found.Should().NotContain(line => line.Contains("kvm"));
        Directory.EnumerateFileSystemEntries(_scratch["work"]).Should().BeEmpty("what was unpacked is removed");
    }

    [Fact]
    public void Links_of_an_archive_never_lead_out_of_the_scratch_folder()
    {
        var outside = _scratch["outside"];
        Directory.CreateDirectory(outside);
        Write(
            new(BytePath.Parse("out"), PaxEntryType.Symlink) { SymlinkTarget = ByteString.Of(outside) },
            new(BytePath.Parse("up"), PaxEntryType.Symlink) { SymlinkTarget = ByteString.Of("../../../../../../..") },
            new(BytePath.Parse("up/written"), PaxEntryType.File));

        Verify().Should().NotBeEmpty();

        Directory.EnumerateFileSystemEntries(outside).Should().BeEmpty();
        File.Exists("/written").Should().BeFalse();
    }

    [Fact]
    public void A_later_member_takes_the_place_of_an_earlier_one()
    {
        Write(
            new(BytePath.Parse("a"), PaxEntryType.File) { Mode = 0b110_110_110 },
            new(BytePath.Parse("a"), PaxEntryType.File) { Mode = 0b110_100_100 });

        Verify().Should().NotContain(line => line.StartsWith("ownership/world-writable-file"));
    }

    [Fact]
    public void A_broken_archive_is_an_error_and_leaves_nothing_behind()
    {
        File.WriteAllText(Archive.Value, "no archive at all, and long enough to be read as one".PadRight(2000, '.'));

        var verify = Verify;

        verify.Should().Throw<ArchiveException>();
        Directory.EnumerateFileSystemEntries(_scratch["work"]).Should().BeEmpty();
    }

    private List<string> Verify()
    {
        using var root = ExaminedRoot.OfArchive(Archive, HostPath.Parse(_scratch["work"]), CancellationToken.None);
        return [.. ChrootVerifier.Examine(root, ChrootPolicy.Default, CancellationToken.None).Findings.Select(finding => $"{finding.Rule}: {finding.Message}")];
    }

    private void Write(params PaxEntry[] entries)
    {
        using var file = File.Create(Archive.Value);
        using var compressed = Compression.Gzip.OpenWriter(file, CompressionSettings.Default);
        var writer = new PaxWriter(compressed);
        foreach (var entry in entries) writer.Write(entry);
        writer.Finish();
    }
}
