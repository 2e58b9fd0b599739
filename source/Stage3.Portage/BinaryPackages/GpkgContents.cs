using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>The members of a GPKG, found and checked in one pass.</summary>
internal sealed class GpkgContents
{
    private const long LargestManifest = 1 << 20;
    private readonly HostPath file;
    private readonly List<GpkgManifestEntry> members = [];
    private GpkgManifest? manifest;

    private GpkgContents(HostPath file) => this.file = file;

    /// <summary>The one folder that holds all members.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The Manifest.</summary>
    public GpkgManifest Manifest => manifest!;

    /// <summary>The Manifest as it stands in the file, with its signature where it has one.</summary>
    public string ManifestText { get; private set; } = "";

    /// <summary>Whether the Manifest or a member has a signature.</summary>
    public bool IsSigned => manifest!.IsSigned || members.Any(member => member.Name.EndsWith(".sig", StringComparison.Ordinal));

    /// <summary>The members of a file.</summary>
    /// <exception cref="BinaryPackageException">The file is refused.</exception>
    public static GpkgContents Check(HostPath file, Stream stream, PackageScope scope, CancellationToken cancellation)
    {
        var contents = new GpkgContents(file);
        var reader = new PaxReader(stream, file.Value);
        while (reader.Read() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            contents.Add(entry, reader.Content, scope);
        }

        if (reader.TrailingBytes > 0) throw contents.Refuse($"it has {reader.TrailingBytes} bytes behind its end");
        contents.CheckMembers(scope);
        return contents;
    }

    /// <summary>The only member of the form <c>name.tar</c> or <c>name.tar.compression</c>.</summary>
    public string Single(string name) =>
        members.Where(member => IsArchive(member.Name, name)).ToList() switch
        {
            [var only] => only.Name,
            [] => throw Refuse($"it has no '{name}.tar'"),
            _ => throw Refuse($"it has more than one '{name}.tar'"),
        };

    private void Add(PaxEntry entry, Stream content, PackageScope scope)
    {
        var path = entry.Path.ToString()[1..];
        if (entry.Type != PaxEntryType.File) throw Refuse($"its member '{path}' is no regular file");
        if (path.Split('/') is not [var folder, var name]) throw Refuse($"its member '{path}' does not lie in the one folder that a package has");
        if (Folder.Length == 0) Folder = folder;
        if (folder != Folder) throw Refuse($"its members lie in two folders, '{Folder}' and '{folder}'");
        if (members.Any(member => member.Name == name) || (name == GpkgWriter.ManifestMember && manifest is not null)) throw Refuse($"it has '{name}' more than once");
        if (name == GpkgWriter.ManifestMember)
        {
            manifest = ReadManifest(entry, content);
            return;
        }

        // Left out only where nobody will read it; its size is compared all the same.
        var kinds = scope == PackageScope.MetadataOnly && IsArchive(name, "image") ? [] : GpkgManifestEntry.Written;
        using var digester = new Digester(kinds);
        if (!kinds.IsEmpty) digester.AppendAll(content, CancellationToken.None);
        members.Add(new(name, entry.Size, digester.Finish()));
    }

    private GpkgManifest ReadManifest(PaxEntry entry, Stream content)
    {
        if (entry.Size > LargestManifest) throw Refuse($"its Manifest has {entry.Size} bytes, more than {LargestManifest}");
        var bytes = new byte[entry.Size];
        content.ReadExactly(bytes);
        try
        {
            ManifestText = Encoding.UTF8.GetString(bytes);
            return GpkgManifest.Parse(ManifestText);
        }
        catch (FormatException malformed)
        {
            throw Refuse(malformed.Message);
        }
    }

    private void CheckMembers(PackageScope scope)
    {
        if (members.All(member => member.Name != GpkgWriter.FormatMember)) throw Refuse($"it is not a GPKG: it has no '{GpkgWriter.FormatMember}'");
        if (manifest is null) throw Refuse("it has no Manifest");
        foreach (var member in members) Compare(member, manifest.Entries.FirstOrDefault(entry => entry.Name == member.Name), scope);
        if (manifest.Entries.FirstOrDefault(entry => members.All(member => member.Name != entry.Name)) is { } missing)
            throw Refuse($"its Manifest names '{missing.Name}', which it has not");
        Single("metadata");
        Single("image");
    }

    private void Compare(GpkgManifestEntry member, GpkgManifestEntry? declared, PackageScope scope)
    {
        if (declared is null) throw Refuse($"its Manifest does not name '{member.Name}'");
        if (declared.Size != member.Size) throw Refuse($"'{member.Name}' has {member.Size} bytes, and its Manifest says {declared.Size}");
        if (scope == PackageScope.MetadataOnly && member.Digests.IsEmpty) return;
        var wrong = declared.Digests.Where(digest => !member.Digests.Contains(digest)).Select(digest => digest.Kind).ToList();
        if (wrong.Count > 0) throw Refuse($"'{member.Name}' has not the {(wrong[0] == DigestKind.Blake2b ? "BLAKE2B" : "SHA512")} that its Manifest says");
    }

    private static bool IsArchive(string member, string name) =>
        member == $"{name}.tar" || Compression.All.Any(compression => compression.Ending.Length > 0 && member == $"{name}.tar{compression.Ending}");

    private BinaryPackageException Refuse(string reason) => new(reason, file);
}
