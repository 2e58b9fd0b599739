using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_is_there_with_its_mode_only_after_the_commit()
    {
        using var scratch = new Scratch();
        var path = HostPath.Parse(scratch.Write("file", "old"));
        using (var file = AtomicFile.Begin(path, 0x180))
        {
            file.Content.Write("new"u8);
            File.ReadAllText(path.Value).Should().Be("old");
            file.Commit();
        }
        File.ReadAllText(path.Value).Should().Be("new");
        File.GetUnixFileMode(path.Value).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(scratch.Folder).Should().Equal(path.Value);
    }

    [Fact]
    public void Nothing_stays_of_a_file_that_was_not_committed()
    {
        using var scratch = new Scratch();
        using (var file = AtomicFile.Begin(HostPath.Parse(scratch["file"]))) file.Content.Write("half"u8);
        Directory.GetFileSystemEntries(scratch.Folder).Should().BeEmpty();
    }

    [Fact]
    public void A_text_is_written_as_utf8_without_a_mark()
    {
        using var scratch = new Scratch();
        AtomicFile.Write(HostPath.Parse(scratch["file"]), "grün\n");
        File.ReadAllBytes(scratch["file"]).Should().Equal("grün\n"u8.ToArray());
    }

    [Fact]
    public void A_missing_folder_is_an_error_that_names_it()
    {
        var begin = () => AtomicFile.Begin(HostPath.Parse("/nowhere/file"));
        begin.Should().Throw<FileException>().WithMessage("*ENOENT*").Which.Path.Should().Be("/nowhere");
    }
}
