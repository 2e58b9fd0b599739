using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;

namespace Stage3.Packaging.Comparing;

/// <summary>Reads what is to be compared: a stage archive in any compression, a root, or a list of contents (<c>.CONTENTS.gz</c>).</summary>
public static class SnapshotReader
{
    private const string Choices = "name a stage archive, a root folder or a list that ends in .CONTENTS.gz";

    /// <summary>Reads one. A list tells neither USE, nor capabilities, nor which package a file is of.</summary>
    /// <exception cref="Stage3Exception">There is nothing there or in it, or it cannot be read.</exception>
    public static StageSnapshot Read(HostPath source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var builder = new SnapshotBuilder();
        if (source.IsFolder) ReadRoot(source, builder, cancellation);
        else if (!source.IsFile) throw new Stage3Exception("there is nothing to compare", source.Value, Choices);
        else if (source.Name.Contains(".CONTENTS", StringComparison.Ordinal)) ReadList(source, builder, cancellation);
        else ReadArchive(source, builder, cancellation);
        var snapshot = builder.Build(source.Name);
        // Beside the root itself.
        return snapshot.Files.Count > 1 ? snapshot : throw new Stage3Exception("there is nothing in it to compare", source.Value, Choices);
    }

    private static void ReadRoot(HostPath root, SnapshotBuilder builder, CancellationToken cancellation)
    {
        foreach (var (entry, from) in new TreeArchiver().Members(root, _ => { }, cancellation))
            builder.Add(entry, tellsAttributes: true, () => new FileStream(from.OpenFile(), FileAccess.Read));
    }

    private static void ReadArchive(HostPath archive, SnapshotBuilder builder, CancellationToken cancellation)
    {
        using var file = File.OpenRead(archive.Value);
        using var plain = Compression.OpenReader(file, archive.Value, out _);
        var reader = new PaxReader(plain, archive.Value);
        while (reader.Read() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Add(entry, tellsAttributes: true, () => reader.Content);
        }
    }

    private static void ReadList(HostPath list, SnapshotBuilder builder, CancellationToken cancellation)
    {
        using var file = File.OpenRead(list.Value);
        using var plain = Compression.OpenReader(file, list.Value, out _);
        using var lines = new StreamReader(plain);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!ContentsLine.TryParse(line, out var entry))
                throw new Stage3Exception($"line {number} is none that tar -tv prints: '{line}'", list.Value, "name a list as Gentoo puts it beside a stage, or the stage itself");
            builder.Add(entry, tellsAttributes: false, open: null);
        }
    }
}
