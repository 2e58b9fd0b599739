using System.Collections.Immutable;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>The shell's state after a build, as packages carry it: <c>environment.bz2</c> (portage(5), <c>/var/db/pkg</c>).</summary>
internal static class SavedEnvironment
{
    /// <summary>Compresses the text of a file.</summary>
    public static ImmutableArray<byte> Compress(HostPath environment)
    {
        using var packed = new MemoryStream();
        using (var writer = Compression.Bzip2.OpenWriter(packed, CompressionSettings.Default))
        using (var text = File.OpenRead(environment.Value))
        {
            text.CopyTo(writer);
        }

        return [.. packed.ToArray()];
    }

    /// <summary>Writes a package's environment to a file.</summary>
    /// <exception cref="Stage3Exception">The package has none: its phases cannot run.</exception>
    public static void Extract(BuildInfo info, PackageId package, HostPath file)
    {
        var packed = info.Bytes(BuildInfoKeys.Environment) ?? throw new Stage3Exception(
            $"{package} has phases to run and no saved environment to run them in",
            BuildInfoKeys.Environment,
            "build the package anew");
        using var source = new MemoryStream([.. packed]);
        using var text = Compression.Bzip2.OpenReader(source, $"{package}, {BuildInfoKeys.Environment}");
        using var target = File.Create(file.Value);
        text.CopyTo(target);
    }
}
