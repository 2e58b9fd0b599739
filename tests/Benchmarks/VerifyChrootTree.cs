using System.Globalization;
using System.Text;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;

/// <summary>A generated root of 160,000 files and folders, each with an extended attribute, one in fifty with an access control list besides.</summary>
internal sealed class VerifyChrootTree(HostPath root)
{
    private const int Folders = 400;
    private const int FilesEach = 399;
    private const int Size = 4096;
    private const int ListEach = 50;

    private static readonly byte[] AccessList = [2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 0, 0, 0, 0, 4, 0, 4, 0, 255, 255, 255, 255, 16, 0, 4, 0, 255, 255, 255, 255, 32, 0, 4, 0, 255, 255, 255, 255];

    // A label is the one attribute that find prints; setting it takes root's rights.
    private readonly Queue<string> _attributes = new(["security.selinux", "user.stage3"]);
    private readonly List<(string Package, string Contents)> _contents = [];

    /// <summary>The attribute that all of them have; "none" where the file system takes none.</summary>
    public string Attribute => _attributes.TryPeek(out var attribute) ? attribute : "none";

    /// <summary>Every regular file that a package will have brought.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Makes the files, and account files to look owners up in.</summary>
    public void Generate()
    {
        var content = new byte[Size];
        for (var number = 0; number < Folders; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"folder-{number}");
            using var folder = FolderHandle.Open((root / $"usr/share/{name}").EnsureFolder());
            var lines = new StringBuilder($"dir /usr\ndir /usr/share\ndir /usr/share/{name}\n");
            for (var file = 0; file < FilesEach; file++)
            {
                BitConverter.TryWriteBytes(content, number * FilesEach + file);
                Make(folder, ByteString.Of(string.Create(CultureInfo.InvariantCulture, $"file-{file}.txt")), content, isListed: file % ListEach == 0);
                lines.Append(CultureInfo.InvariantCulture, $"obj /usr/share/{name}/file-{file}.txt {Digest.Of(DigestKind.Md5, content).Hex} 1700000000\n");
                Files.Add($"{root}/usr/share/{name}/file-{file}.txt");
            }
            Mark(folder, ByteString.Empty);
            _contents.Add(($"{name}-1", lines.ToString()));
        }
        (root / "etc").EnsureFolder();
        File.WriteAllText((root / "etc/passwd").Value, "root:x:0:0:root:/root:/bin/bash\n");
        File.WriteAllText((root / "etc/group").Value, "root:x:0:root\n");
    }

    /// <summary>Makes the installed database, after which each of the files belongs to one of 400 packages.</summary>
    public void Install()
    {
        foreach (var (package, contents) in _contents)
            File.WriteAllText(((root / $"var/db/pkg/app-misc/{package}").EnsureFolder() / "CONTENTS").Value, contents);
    }

    private void Make(FolderHandle folder, ByteString name, byte[] content, bool isListed)
    {
        using (var file = folder.CreateFile(name, 0b110_100_100)) RandomAccess.Write(file, content, 0);
        Mark(folder, name);
        if (!isListed) return;
        try
        {
            folder.SetXattr(name, Xattr.Of("system.posix_acl_access", AccessList));
        }
        catch (FileException)
        {
            // a file system without access control lists
        }
    }

    private void Mark(FolderHandle folder, ByteString name)
    {
        while (_attributes.TryPeek(out var attribute))
        {
            try
            {
                var label = Xattr.Of(attribute, "system_u:object_r:usr_t:s0\0"u8);
                if (name.IsEmpty) folder.SetXattr(label);
                else folder.SetXattr(name, label);
                return;
            }
            catch (FileException)
            {
                _attributes.Dequeue();
            }
        }
    }
}
