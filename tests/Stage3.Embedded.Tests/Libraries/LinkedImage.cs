using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Libraries;

/// <summary>Fills images with programs and libraries, and says of them what a build writes into NEEDED.ELF.2.</summary>
internal sealed class LinkedImage
{
    private readonly List<Action<HostPath>> _make = [];
    private string _lines = "";

    /// <summary>A library, under its soname or another name.</summary>
    internal LinkedImage Library(string path, string soname, params string[] needed) => Binary(path, soname, "", SmallElf.Library(soname, needed), needed);

    /// <summary>A program.</summary>
    internal LinkedImage Program(string path, string runPath, params string[] needed) =>
        Binary(path, "", runPath, SmallElf.Of("/lib64/ld-linux-x86-64.so.2", runPath.Length > 0 ? runPath : null, needed), needed);

    /// <summary>A symlink.</summary>
    internal LinkedImage Link(string path, string target) => With(image => File.CreateSymbolicLink((image / path).Value, target), path);

    /// <summary>A further name of a file.</summary>
    internal LinkedImage HardLink(string path, string existing)
    {
        _lines += string.Concat(_lines.Split('\n').Where(line => line.Contains($";/{existing};", StringComparison.Ordinal)).Select(line => line.Replace($";/{existing};", $";/{path};", StringComparison.Ordinal) + "\n"));
        return With(image =>
        {
            using var folder = FolderHandle.Open((image / path).Parent);
            folder.MakeLink(ByteString.Of((image / path).Name), folder, ByteString.Of((image / existing).Name));
        }, path);
    }

    /// <summary>A text.</summary>
    internal LinkedImage Text(string path, string text) => With(image => File.WriteAllText((image / path).Value, text), path);

    /// <summary>Adds the package to PKGDIR.</summary>
    internal void AddTo(MergeWorld world, string package, params (string Key, string Text)[] more)
    {
        world.Add(package, "", image => _make.ForEach(each => each(image)), more: [("NEEDED.ELF.2", _lines), .. more]);
    }

    private LinkedImage Binary(string path, string soname, string runPath, byte[] content, string[] needed)
    {
        _lines += $"X86_64;/{path};{soname};{(runPath.Length > 0 ? runPath : "  -  ")};{string.Join(',', needed)};x86_64\n";
        return With(image => File.WriteAllBytes((image / path).Value, content), path);
    }

    private LinkedImage With(Action<HostPath> make, string path)
    {
        _make.Add(image =>
        {
            (image / path).Parent.EnsureFolder();
            make(image);
            if ((image / path).IsFile) File.SetLastWriteTimeUtc((image / path).Value, DateTime.UnixEpoch.AddSeconds(1_600_000_000));
        });
        return this;
    }
}
