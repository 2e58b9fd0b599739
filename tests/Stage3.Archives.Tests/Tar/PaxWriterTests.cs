using CsCheck;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Tar;

public sealed class PaxWriterTests
{
    private static readonly Gen<ByteString> Name = Gen.OneOf(
        Gen.Byte.Where(value => value is not (0 or (byte)'/')).Array[1, 255].Select(bytes => ByteString.Of(bytes)),
        Gen.String[Gen.Char['a', 'z'], 1, 120].Select(text => ByteString.Of(text)));

    private static readonly Gen<BytePath> Path = Name.Array[1, 4].Select(names =>
        names.Where(name => BytePath.IsName(name.Span)).Aggregate(BytePath.Root, (path, name) => path.Child(name))).Where(path => !path.IsRoot);

    private static readonly Gen<PaxEntry> Entry =
        from path in Path
        from type in Gen.Enum<PaxEntryType>()
        from numbers in Gen.Select(Gen.Int[0, 0xfff], Gen.UInt, Gen.UInt, Gen.Long[-1L << 40, 1L << 40], Gen.Int[0, 999_999_999])
        from target in Name
        from owner in Gen.Select(Name, Gen.Bool)
        from node in Gen.Select(Gen.UInt, Gen.UInt)
        from attributes in Gen.Select(Name, Gen.Byte.Array[0, 300]).Array[0, 3]
        select new PaxEntry(path, type)
        {
            Mode = numbers.Item1,
            Uid = Math.Min(numbers.Item2, uint.MaxValue - 1),
            Gid = Math.Min(numbers.Item3, uint.MaxValue - 1),
            Modified = new FileTime(numbers.Item4, numbers.Item5),
            UserName = owner.Item2 ? owner.Item1 : default,
            SymlinkTarget = type == PaxEntryType.Symlink ? target : default,
            HardLinkTarget = type == PaxEntryType.HardLink ? path.Parent.Child(ByteString.Of("target")) : default,
            Node = type is PaxEntryType.BlockDevice or PaxEntryType.CharacterDevice ? new DeviceNumber(node.Item1, node.Item2) : default,
            Xattrs = XattrList.Of(attributes.DistinctBy(one => one.Item1).Select(one => new Xattr(ByteString.Of("user.").Append(one.Item1.Span), ByteString.Of(one.Item2)))),
        };

    [Fact]
    [Trait("Category", "Fuzz")]
    public void What_was_written_is_what_is_read() =>
        Gen.Select(Entry, Gen.Byte.Array[0, 2000]).Array[0, 5].Sample(
            members =>
            {
                using var archive = new MemoryStream();
                var writer = new PaxWriter(archive, "image/");
                foreach (var (entry, content) in members)
                {
                    if (entry.Type == PaxEntryType.File) writer.Write(entry with { Size = content.Length }, new MemoryStream(content));
                    else writer.Write(entry);
                }
                writer.Finish();

                archive.Length.Should().Be(writer.Length);
                archive.Position = 0;
                var reader = new PaxReader(archive, "t.tar");
                var image = BytePath.Parse("image");
                foreach (var (entry, content) in members)
                {
                    var isFile = entry.Type == PaxEntryType.File;
                    reader.Read().Should().Be(entry with
                    {
                        Path = image.Combine(entry.Path),
                        HardLinkTarget = entry.Type == PaxEntryType.HardLink ? image.Combine(entry.HardLinkTarget) : default,
                        Size = isFile ? content.Length : 0,
                    });
                    using var read = new MemoryStream();
                    reader.Content.CopyTo(read);
                    if (isFile) read.ToArray().Should().Equal(content);
                }
                reader.Read().Should().BeNull();
            },
            iter: FuzzCount.Or(500));

    [Theory]
    [InlineData(3, "*ends 1 bytes before its size of 3*")]
    [InlineData(1, "*goes on beyond its size of 1*")]
    public void A_file_whose_size_changed_is_an_error_that_names_it(long size, string message)
    {
        var writer = new PaxWriter(Stream.Null);
        var write = () => writer.Write(new PaxEntry(BytePath.Parse("var/log/x"), PaxEntryType.File) { Size = size }, new MemoryStream([1, 2]));
        write.Should().Throw<ArchiveException>().WithMessage(message).WithMessage("*/var/log/x*");
    }

    [Fact]
    public void A_size_beyond_eight_gigabytes_stands_in_the_extended_header()
    {
        using var archive = new MemoryStream();
        var writer = new PaxWriter(archive);
        var entry = new PaxEntry(BytePath.Parse("big"), PaxEntryType.File) { Size = 1L << 34 };
        var write = () => writer.Write(entry, new MemoryStream([]));
        write.Should().Throw<ArchiveException>();
        System.Text.Encoding.ASCII.GetString(archive.ToArray(), 512, 20).Should().Be("20 size=17179869184\n");
    }

    [Fact]
    public void The_root_itself_needs_a_prefix_for_a_name()
    {
        var write = () => new PaxWriter(Stream.Null).Write(new PaxEntry(BytePath.Root, PaxEntryType.Folder));
        write.Should().Throw<ArgumentException>().WithMessage("*only with a prefix*");
    }
}
