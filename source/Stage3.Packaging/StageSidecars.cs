using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Linux.Files;
using Stage3.Packaging.Documents;

namespace Stage3.Packaging;

/// <summary>The files beside a stage archive: complete before the archive gets its name, and named right after it.</summary>
internal sealed class StageSidecars : IDisposable
{
    private readonly StageArchiveRequest _request;
    private readonly AtomicFile _contents;
    private readonly Stream _compressor;
    private readonly List<AtomicFile> _files = [];

    public StageSidecars(StageArchiveRequest request)
    {
        _request = request;
        _files.Add(_contents = AtomicFile.Begin(request.ContentsPath));
        _compressor = Compression.Gzip.OpenWriter(_contents.Content, CompressionSettings.Default);
        Contents = new ContentsListing(_compressor);
    }

    /// <summary>Takes every entry of the archive.</summary>
    public ContentsListing Contents { get; }

    /// <summary>Writes what depends on the finished archive.</summary>
    public void Finish(ArchiveDigests archive)
    {
        _compressor.Dispose();
        using var written = _contents.OpenWritten();
        using var digester = new Digester(ArchiveDigests.Kinds);
        digester.AppendAll(written, CancellationToken.None);
        var contents = ArchiveDigests.Of(digester);
        Write(_request.DigestPath, $"{archive.Sha256.Hex}  {_request.ArchivePath.Name}\n");
        Write(_request.DigestsPath, Block(archive, _request.ArchivePath.Name) + Block(contents, _request.ContentsPath.Name));
        var packages = StageInventory.Read(_request.Root);
        Write(_request.PackagesPath, PackagesDocument.Bytes(_request.ArchivePath.Name, packages));
        Write(_request.BillPath, SpdxDocument.Bytes(_request, archive, packages));
        if (_request.Statement is { } statement) Write(_request.ProvenancePath, ProvenanceDocument.Bytes(_request, statement, archive, contents));
    }

    /// <summary>Gives them their names.</summary>
    public void Commit()
    {
        foreach (var file in _files) file.Commit();
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private static string Block(ArchiveDigests digests, string name) =>
        $"# BLAKE2B HASH\n{digests.Blake2b.Hex}  {name}\n# SHA512 HASH\n{digests.Sha512.Hex}  {name}\n";

    private void Write(Linux.HostPath path, string text) => Write(path, Encoding.ASCII.GetBytes(text));

    private void Write(Linux.HostPath path, byte[] content)
    {
        var file = AtomicFile.Begin(path);
        _files.Add(file);
        file.Content.Write(content);
    }
}
