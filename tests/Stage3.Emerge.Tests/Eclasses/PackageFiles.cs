using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Emerge.Tests.Eclasses;

/// <summary>Binary packages with an environment and an empty image.</summary>
internal static class PackageFiles
{
    internal static HostPath Write(HostPath file, string name, byte[] environment)
    {
        if (file.Name.EndsWith(".gpkg.tar", StringComparison.Ordinal)) WriteGpkg(file, name, environment);
        else File.WriteAllBytes(file.Value, Xpak(name, environment));
        return file;
    }

    private static void WriteGpkg(HostPath file, string name, byte[] environment)
    {
        var image = (file.Parent / "image").EnsureFolder();
        var info = BuildInfo.Empty.With("CATEGORY", "a").With("PF", name).With("EAPI", "8").With("SLOT", "0").With("environment.bz2", [.. environment]);
        new GpkgWriter { Time = new FileTime(1_700_000_000, 0) }.Write(file, name, info, image, CancellationToken.None);
    }

    /// <summary>An empty tar compressed by gzip, the segment of xpak(5), its length, STOP.</summary>
    private static byte[] Xpak(string name, byte[] environment)
    {
        var tar = new MemoryStream();
        using (var compressed = new GZipStream(tar, CompressionLevel.Fastest, leaveOpen: true))
        using (new TarWriter(compressed))
        {
        }

        byte[] index = [], data = [];
        foreach (var (key, value) in new[] { ("CATEGORY", "a\n"u8.ToArray()), ("PF", Encoding.UTF8.GetBytes(name + "\n")), ("environment.bz2", environment) })
        {
            index = [.. index, .. Number(key.Length), .. Encoding.UTF8.GetBytes(key), .. Number(data.Length), .. Number(value.Length)];
            data = [.. data, .. value];
        }

        byte[] segment = [.. "XPAKPACK"u8, .. Number(index.Length), .. Number(data.Length), .. index, .. data, .. "XPAKSTOP"u8];
        return [.. tar.ToArray(), .. segment, .. Number(segment.Length), .. "STOP"u8];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
