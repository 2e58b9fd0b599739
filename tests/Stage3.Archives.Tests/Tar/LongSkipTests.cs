using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tests.Tar;

/// <summary>Archives in files, of which somebody wants a few members.</summary>
public sealed class LongSkipTests
{
    [Fact]
    public void Long_content_that_nobody_reads_is_jumped_over_and_its_end_is_missed_all_the_same()
    {
        using var archive = new MemoryStream();
        var writer = new PaxWriter(archive);
        writer.Write(new PaxEntry(BytePath.Parse("long"), PaxEntryType.File) { Size = 300_000 }, new MemoryStream(new byte[300_000]));
        writer.Write(new PaxEntry(BytePath.Parse("next"), PaxEntryType.File) { Size = 4 }, new MemoryStream("text"u8.ToArray()));
        writer.Finish();

        archive.Position = 0;
        var reader = new PaxReader(archive, "archive");
        reader.Read()!.Path.Should().Be(BytePath.Parse("long"));
        reader.Read()!.Path.Should().Be(BytePath.Parse("next"));
        using var text = new StreamReader(reader.Content);
        text.ReadToEnd().Should().Be("text");

        archive.SetLength(200_000);
        archive.Position = 0;
        var cut = new PaxReader(archive, "archive");
        cut.Read();
        cut.Invoking(broken => broken.Read()).Should().Throw<ArchiveException>().WithMessage("*cut short*the content of a member*byte 200000*");
    }
}
