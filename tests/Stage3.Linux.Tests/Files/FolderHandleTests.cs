using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Files;

public sealed class FolderHandleTests
{
    private static readonly ByteString Name = ByteString.Of("name");

    [Fact]
    public void What_was_set_on_a_file_is_what_its_status_says()
    {
        using var scratch = new Scratch();
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        using (var file = new FileStream(folder.CreateFile(Name, 0x180), FileAccess.Write)) file.Write("four"u8);
        folder.SetMode(Name, 0x9ed);
        folder.SetModified(Name, new FileTime(-3, 250_000_000));

        var status = folder.Status(Name);
        (status.Type, status.Mode, status.Size, status.Links).Should().Be((FileType.File, 0x9ed, 4L, 1u));
        status.Modified.Should().Be(new FileTime(-3, 250_000_000));
        status.Inode.Should().NotBe(0);
    }

    [FactNeeding(Need.Root)]
    public void Owners_and_devices_are_kept_as_numbers()
    {
        using var scratch = new Scratch();
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        folder.MakeNode(Name, FileType.BlockDevice, 0x1b0, new DeviceNumber(259, 70_000));
        folder.SetOwner(Name, 3_000_000, 4_000_000_000);
        var status = folder.Status(Name);
        (status.Type, status.Node).Should().Be((FileType.BlockDevice, new DeviceNumber(259, 70_000)));
        (status.Uid, status.Gid).Should().Be((3_000_000u, 4_000_000_000u));
    }

    [Fact]
    public void Extended_attributes_of_any_bytes_and_size_come_back()
    {
        using var scratch = new Scratch();
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        folder.CreateFile(Name, 0x180).Dispose();
        var attributes = Enumerable.Range(0, 30).Select(i => Xattr.Of($"user.{new string('a', 60)}{i}", [.. Enumerable.Range(0, i * 3).Select(x => (byte)x)])).ToList();
        foreach (var attribute in attributes) folder.SetXattr(Name, attribute);
        folder.RemoveXattr(Name, attributes[5].Name);
        folder.ReadXattrs(Name).Sorted().Should().Equal(XattrList.Of(attributes.Where(one => one != attributes[5])).Sorted());
        folder.ReadXattrs().Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void Only_bare_names_are_taken(string name)
    {
        using var folder = FolderHandle.Open(HostPath.Parse("/"));
        var look = () => folder.Status(ByteString.Of(name));
        look.Should().Throw<FormatException>().WithMessage("*is not a name of a file in a folder*");
    }

    [Fact]
    public void A_failure_names_the_error_the_file_and_what_to_do()
    {
        using var scratch = new Scratch();
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        var open = () => folder.OpenFile(Name);
        var failure = open.Should().Throw<FileException>().WithMessage("cannot open: No such file or directory (ENOENT)*to do: *").Which;
        failure.Path.Should().Be(scratch["name"]);
        failure.IsMissing.Should().BeTrue();
        folder.MakeSymlink(Name, ByteString.Of("/etc/passwd"));
        open.Should().Throw<FileException>().WithMessage("*ELOOP*");
        folder.ReadLink(Name).Should().Be(ByteString.Of("/etc/passwd"));
    }

    [Fact]
    public void A_folder_in_use_stays()
    {
        using var scratch = new Scratch();
        scratch.Write("full/file", "");
        Directory.CreateDirectory(scratch["empty"]);
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        folder.TryRemoveFolder(ByteString.Of("full")).Should().BeFalse();
        folder.TryRemoveFolder(ByteString.Of("empty")).Should().BeTrue();
        folder.ReadNames().Should().Equal(ByteString.Of("full"));
    }
}
