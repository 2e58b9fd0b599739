using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Processes;

/// <summary>What the images of a PKGDIR cost where nothing is done but unpacking: <c>zstd -dc | tar -x</c>, one after the other, and sync.</summary>
internal sealed class MergedByTar
{
    private const string Script = "set -euo pipefail; for image in \"$1\"/*.tar.zst; do zstd -dc \"$image\" | tar -x --strip-components=1 -C \"$2\"; done; sync -f \"$2\"";
    private readonly HostPath images;

    /// <summary>Takes the images out of their packages, so that this is not measured.</summary>
    public MergedByTar(HostPath binhost, HostPath images)
    {
        this.images = images.EnsureFolder();
        if (Missing is not null) return;
        foreach (var package in Directory.GetFiles((binhost / "packages").Value, "*.gpkg.tar", SearchOption.AllDirectories)) Extract(package);
    }

    /// <summary>Why it cannot be measured; null where it can.</summary>
    public static string? Missing => ProgramPath.Find("zstd", ChildEnvironment.StandardPath) is null ? "there is no program zstd here (apt-get install zstd)" : null;

    /// <summary>One run into a folder.</summary>
    public MeasuredRun Run(HostPath root) => MeasuredRun.Of("bash", "-c", Script, "bash", images.Value, root.Value);

    private void Extract(string package)
    {
        using var file = File.OpenRead(package);
        var reader = new PaxReader(file, package);
        while (reader.Read() is { } entry)
        {
            if (entry.Path.Name.ToString() != "image.tar.zst") continue;
            using var image = File.Create((images / $"{Path.GetFileName(package)}.tar.zst").Value);
            reader.Content.CopyTo(image);
        }
    }
}
