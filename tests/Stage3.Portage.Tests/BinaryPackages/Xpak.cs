using System.Buffers.Binary;
using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>Makes packages of the older format, byte by byte as xpak(5) draws them.</summary>
internal static class Xpak
{
    /// <summary>A compressed archive of a folder as the image of a package has it: names are those below the root.</summary>
    public static byte[] Image(HostPath folder, Compression compression)
    {
        using var archive = new MemoryStream();
        using (var compressor = compression.OpenWriter(archive, CompressionSettings.Default))
            new TreeArchiver { Prefix = "./", SortXattrs = true, LatestTime = SamplePackage.Time }.Archive(folder, compressor, CancellationToken.None);
        return archive.ToArray();
    }

    public static byte[] Segment(BuildInfo info) => Segment([.. info.Keys.Select(key => (key, info.Bytes(key)!.Value.ToArray()))]);

    public static byte[] Segment(params (string Key, byte[] Value)[] values)
    {
        var (index, data) = (new List<byte>(), new List<byte>());
        foreach (var (key, value) in values)
        {
            var name = Encoding.UTF8.GetBytes(key);
            index.AddRange([.. Number(name.Length), .. name, .. Number(data.Count), .. Number(value.Length)]);
            data.AddRange(value);
        }

        return Segment([.. index], [.. data]);
    }

    public static byte[] Segment(byte[] index, byte[] data) =>
        [.. "XPAKPACK"u8, .. Number(index.Length), .. Number(data.Length), .. index, .. data, .. "XPAKSTOP"u8];

    public static byte[] Package(byte[] image, byte[] segment) => [.. image, .. segment, .. Number(segment.Length), .. "STOP"u8];

    public static byte[] Number(long value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }
}
