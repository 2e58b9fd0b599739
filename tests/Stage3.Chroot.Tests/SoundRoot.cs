using System.Collections.Immutable;
using Stage3.Chroot.Contract;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>A small root in which nothing is wrong, to plant one defect in.</summary>
public sealed class SoundRoot : IDisposable
{
    public const string Passwd = """
        root:x:0:0:root:/root:/bin/bash
        bin:x:1:1:bin:/bin:/bin/false
        messagebus:x:101:101:System message bus:/dev/null:/sbin/nologin
        nobody:x:65534:65534:nobody:/var/empty:/bin/false

        """;

    public const string Group = """
        root:x:0:root
        bin:x:1:
        wheel:x:10:root
        shadow:x:42:
        messagebus:x:101:
        nobody:x:65534:

        """;

    public const string Shadow = """
        root:*:19000::::::
        bin:*:19000::::::
        messagebus:!:19000::::::
        nobody:*:19000::::::

        """;

    public const string Gshadow = """
        root:*::root
        bin:*::
        wheel:!:root:root
        shadow:!::
        messagebus:!::
        nobody:!::

        """;

    private readonly Scratch _scratch = new();
    private readonly Scratch _beside = new();

    private readonly Place _place;
    private readonly HashSet<string> _shifted = [];

    public SoundRoot(Place? place = null)
    {
        _place = place ?? Place.All[0];
        // The scratch folder is for its owner only; a root is for everybody.
        File.SetUnixFileMode(_scratch.Folder, Mode(0b111_101_101));
        Accounts("etc/passwd", (name, id) => $"{name}:x:{id}:{id}::/var/empty:/bin/false", Passwd);
        Accounts("etc/group", (name, id) => $"{name}:x:{id}:", Group);
        Accounts("etc/shadow", (name, _) => $"{name}:*:19000::::::", Shadow, 0b110_100_000);
        Accounts("etc/gshadow", (name, _) => $"{name}:!::", Gshadow, 0b110_100_000);
        Write("etc/login.defs", "# ranges\nUID_MIN\t\t 1000\nUID_MAX\t\t60000\nSYS_UID_MIN 101\nSYS_UID_MAX 999\nGID_MIN 1000\nSYS_GID_MAX 999\n");
        Program("bin/bash");
        Program("bin/false");
        Program("sbin/nologin");
        Program("usr/lib/systemd/systemd");
        foreach (var folder in new[] { "root", "var/empty", "dev" }) Folder(folder);
        Folder("tmp", 0b1_111_111_111);
    }

    public AccountContract Contract { get; set; } = new(
        [
            new(AccountName.Parse("messagebus"))
            {
                Id = 101,
                PrimaryGroup = AccountName.Parse("messagebus"),
                Home = "/dev/null",
                Shell = "/sbin/nologin",
                Groups = [AccountName.Parse("messagebus")],
            },
        ],
        [new(AccountName.Parse("messagebus")) { Id = 101 }]);

    /// <summary>Where a path as written is on the disk.</summary>
    public string this[string path] => _scratch[_place.Of(path)];

    /// <summary>Where a path as written is, as seen from inside.</summary>
    public string Inside(string path) => "/" + _place.Of(path);

    /// <summary>How many lines stand before those that were written to the file as seen from inside.</summary>
    public int ShiftOf(string? path) => path is not null && _shifted.Contains(path.TrimStart('/')) ? _place.Shift : 0;

    public HostPath Root => HostPath.Parse(_scratch.Folder);

    /// <summary>A folder outside of the root.</summary>
    public HostPath Beside => HostPath.Parse(_beside.Folder);

    public ChrootPolicy? Policy { get; set; }

    public Examination Examine()
    {
        using var root = ExaminedRoot.OfFolder(HostPath.Parse(_scratch.Folder));
        return ChrootVerifier.Examine(root, (Policy ?? ChrootPolicy.Default) with { Accounts = Contract }, CancellationToken.None);
    }

    public ImmutableArray<Finding> Verify() => Examine().Findings;

    /// <summary>Writes a file with exactly that mode, whatever the umask is.</summary>
    public void Write(string path, string text, int mode = 0b110_100_100)
    {
        var real = _place.Of(path);
        Folder(Path.GetDirectoryName(real)!);
        var isShifted = MayShift(real, text);
        if (isShifted) _shifted.Add(real);
        File.WriteAllText(_scratch[real], isShifted ? new string('\n', _place.Shift) + text : text);
        File.SetUnixFileMode(_scratch[real], Mode(mode));
    }

    public void Program(string path) => Write(path, "", 0b111_101_101);

    public void Elf(string path, string? interpreter, string? runPath, params string[] needed)
    {
        Program(path);
        File.WriteAllBytes(this[path], SmallElf.Of(interpreter, runPath, needed));
    }

    public void Folder(string path, int mode = 0b111_101_101)
    {
        if (path.Length == 0 || Directory.Exists(this[path])) return;
        Folder(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(this[path]);
        File.SetUnixFileMode(this[path], Mode(mode));
    }

    public void Replace(string path, string what, string with)
    {
        var text = File.ReadAllText(this[path]);
        text.Should().Contain(what);
        File.WriteAllText(this[path], text.Replace(what, with, StringComparison.Ordinal));
    }

    public void Append(string path, string text) => File.AppendAllText(this[path], text);

    public void Delete(string path) => File.Delete(this[path]);

    public void Chmod(string path, int mode) => File.SetUnixFileMode(this[path], Mode(mode));

    public void Chown(string path, uint user, uint group) => In(path, (folder, name) => folder.SetOwner(name, user, group));

    public void SetXattr(string path, Xattr attribute) => In(path, (folder, name) => folder.SetXattr(name, attribute));

    public void Fifo(string path) => In(path, (folder, name) => folder.MakeNode(name, FileType.Fifo, 0b110_100_100, default));

    public void Dispose()
    {
        _scratch.Dispose();
        _beside.Dispose();
    }

    private void Accounts(string path, Func<string, int, string> line, string text, int mode = 0b110_100_100)
    {
        Folder("etc");
        File.WriteAllText(this[path], _place.Accounts(line) + text);
        File.SetUnixFileMode(this[path], Mode(mode));
        _shifted.Add(path);
    }

    // Blank lines say nothing in all of these but in files that are one line, and in programs.
    private static bool MayShift(string path, string text) =>
        text.EndsWith('\n') && !text.StartsWith("#!", StringComparison.Ordinal) && Path.GetFileName(path) is not ("machine-id" or "timezone");

    private void In(string path, Action<FolderHandle, ByteString> action)
    {
        var full = HostPath.Parse(this[path]);
        using var folder = FolderHandle.Open(full.Parent);
        action(folder, ByteString.Of(full.Name));
    }

    private static UnixFileMode Mode(int mode) => (UnixFileMode)mode;
}
