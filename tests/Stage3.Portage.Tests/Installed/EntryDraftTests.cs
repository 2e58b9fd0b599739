using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Installed;

public sealed class EntryDraftTests
{
    private static readonly PackageId Hello = PackageId.Parse("sys-apps/hello-1");
    private static readonly Contents Usr = Contents.Of([ContentsEntry.Folder(BytePath.Parse("usr"))]);
    private static readonly BuildInfo Info = BuildInfo.Empty.With("PF", "hello-1").With("CATEGORY", "sys-apps").With("SLOT", "0").With("EAPI", "8");

    [Fact]
    public void An_entry_that_was_drafted_is_the_one_that_is_written_at_once()
    {
        using var scratch = new Scratch();
        var final = Info.Without("EAPI").With("SLOT", "1").With("INSTALL_MASK", "/usr/share/doc");
        Written(scratch, "drafted", Info.With("COUNTER", "77").With("CONTENTS", "rubbish"), final).Should().BeEquivalentTo(Written(scratch, "plain", null, final));
    }

    [Fact]
    public void A_draft_lies_in_no_database_and_is_gone_where_nothing_came_of_it()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch["root"]).EnsureFolder();
        using var folder = FolderHandle.Open(root);
        using (EntryDraft.Write(folder, ByteString.Of("draft"), Info))
            File.ReadAllText((root / "draft/SLOT").Value).Should().Be("0\n");
        Directory.EnumerateFileSystemEntries(root.Value).Should().BeEmpty();
    }

    [Fact]
    public void Keys_can_be_drafted_from_several_threads()
    {
        using var scratch = new Scratch();
        var root = HostPath.Parse(scratch["root"]).EnsureFolder();
        using var folder = FolderHandle.Open(root);
        Parallel.For(0, 50, number =>
        {
            using var draft = EntryDraft.Write(folder, ByteString.Of($"{number}"), Info);
            Directory.GetFiles((root / $"{number}").Value).Should().HaveCount(4);
        });
        Directory.EnumerateFileSystemEntries(root.Value).Should().BeEmpty();
    }

    private static Dictionary<string, string> Written(Scratch scratch, string name, BuildInfo? drafted, BuildInfo final)
    {
        var root = HostPath.Parse(scratch[name]).EnsureFolder();
        using var folder = FolderHandle.Open(root);
        using var draft = drafted is null ? null : EntryDraft.Write(folder, ByteString.Of("draft"), drafted);
        using (var entry = InstalledDatabase.Open(root).Begin(Hello, final, Usr, draft)) entry.Commit();
        Directory.EnumerateFileSystemEntries(root.Value).Select(Path.GetFileName).Should().Equal("var");
        var made = (root / "var/db/pkg/sys-apps/hello-1").Value;
        return Directory.GetFiles(made).Append(made).ToDictionary(
            file => Path.GetRelativePath(made, file), file => $"{File.GetUnixFileMode(file)} {(File.Exists(file) ? Encoding.UTF8.GetString(File.ReadAllBytes(file)) : "")}");
    }
}
