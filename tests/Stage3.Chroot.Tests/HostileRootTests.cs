using Stage3.Linux;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>Roots that want to lead out, to hold up or to break who looks at them.</summary>
public sealed class HostileRootTests : IDisposable
{
    private readonly SoundRoot _root = new() { Contract = Contract.AccountContract.Empty };

    public void Dispose() => _root.Dispose();

    [FactNeeding(Need.Root)]
    public void An_etc_that_is_a_link_to_the_root_leads_nowhere_else()
    {
        Directory.Delete(_root["etc"], recursive: true);
        Directory.CreateSymbolicLink(_root["etc"], "/");

        _root.Verify().Where(finding => finding.Rule == "accounts/file-missing").Should().HaveCount(4, "the host has these files, and the root has not");
    }

    [FactNeeding(Need.Root)]
    public void A_passwd_that_is_a_link_out_is_looked_for_inside()
    {
        _root.Delete("etc/passwd");
        File.CreateSymbolicLink(_root["etc/passwd"], "../../../../../../../../../../etc/hostname");

        _root.Verify().Should().Contain(finding => finding.Rule == "accounts/file-missing" && finding.Path == "/etc/passwd");
    }

    [FactNeeding(Need.Root)]
    public void A_loop_of_folders_ends()
    {
        _root.Folder("usr/lib/systemd");
        Directory.CreateSymbolicLink(_root["usr/lib/systemd/system"], "system");
        Directory.CreateSymbolicLink(_root["usr/loop"], "../usr");

        _root.Verify().Select(finding => finding.Path).Should().Equal("/usr/lib/systemd/system");
    }

    [FactNeeding(Need.Root)]
    public void Pipes_sockets_and_devices_are_never_opened()
    {
        foreach (var path in new[] { "etc/crontab", "etc/ld.so.conf", "etc/machine-id", "etc/locale.conf", "etc/security/limits.conf", "usr/bin/pipe", "usr/lib/liba.so" })
        {
            _root.Folder(Path.GetDirectoryName(path)!);
            _root.Fifo(path);
        }
        using (var folder = FolderHandle.Open(_root.Root / "usr/bin"))
        {
            folder.MakeNode(ByteString.Of("socket"), FileType.Socket, 0b111_101_101, default);
            folder.MakeNode(ByteString.Of("console"), FileType.CharacterDevice, 0b111_101_101, new DeviceNumber(5, 1));
            folder.MakeNode(ByteString.Of("disk"), FileType.BlockDevice, 0b111_101_101, new DeviceNumber(7, 200));
        }


        var task = Task.Run(_root.Verify);

        task.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue("nothing waits for a writer");
        task.Result.Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void An_account_file_of_one_line_without_end_is_refused_and_not_kept()
    {
        using (var file = File.OpenWrite(_root["etc/passwd"])) file.SetLength(1L << 30);

        _root.Verify().Should().Contain(finding => finding.Rule == "accounts/file-refused" && finding.Message.Contains("larger than 32 MiB"));
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("etc/passwd", "accounts/file-refused")]
    [InlineData("etc/group", "accounts/file-refused")]
    [InlineData("etc/shadow", "accounts/file-refused")]
    [InlineData("etc/gshadow", "accounts/file-refused")]
    [InlineData("var/db/pkg/a/b-1/CONTENTS", "integrity/contents-malformed")]
    [InlineData("usr/share/dbus-1/system.conf", null)]
    [InlineData("usr/lib/systemd/system/a.service", null)]
    [InlineData("etc/crontab", null)]
    [InlineData("usr/bin/program", null)]
    public void A_gigabyte_of_one_line_takes_no_memory(string path, string? rule)
    {
        _root.Write(path, "", 0b111_101_101);
        using (var file = File.OpenWrite(_root[path])) file.SetLength(1L << 30);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var found = _root.Verify();

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(100 << 20);
        if (rule is not null) found.Should().Contain(finding => finding.Rule == rule && finding.Path == "/" + path);
    }

    [FactNeeding(Need.Root)]
    public void Names_of_any_bytes_are_shown_and_do_not_break_a_line()
    {
        var folder = FolderHandle.Open(_root.Root / "tmp");
        using (folder)
        {
            foreach (var name in new[] { "a\nb"u8.ToArray(), [0xff, 0xfe], "%n{0}"u8.ToArray(), "<b>"u8.ToArray() }) folder.CreateFile(ByteString.Of(name), 0b110_110_110).Dispose();
            foreach (var name in folder.ReadNames()) folder.SetMode(name, 0b110_110_110);
        }

        var examination = _root.Examine();

        examination.Findings.Should().HaveCount(5).And.OnlyContain(finding => !finding.Message.Contains('\n') && !finding.Path!.Contains('\n'));
        foreach (var writer in new Reports.IReportWriter[] { new Reports.HtmlReportWriter(), new Reports.MarkdownReportWriter() })
            Reports.ReportWriters.Text(writer, ChrootReport.Of(examination)).Should().NotContain("<b>");
    }

    [FactNeeding(Need.Root)]
    public void Ten_thousand_folders_in_each_other_are_walked()
    {
        // In memory, where there is such a place: disks take half a minute to make and remove them.
        var top = HostPath.Parse(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath()) / $"stage3-test-{Guid.NewGuid():N}";
        var way = new List<FolderHandle> { FolderHandle.Open(top.EnsureFolder()) };
        for (var depth = 0; depth < 10_000; depth++)
        {
            way[^1].MakeFolder(ByteString.Of("d"), 0b111_101_101);
            way.Add(way[^1].OpenFolder(ByteString.Of("d")));
            if (way.Count < 2) continue;
            way[0].Dispose();
            way.RemoveAt(0);
        }
        way[^1].CreateFile(ByteString.Of("deep"), 0b110_110_110).Dispose();
        way[^1].SetMode(ByteString.Of("deep"), 0b110_110_110);
        way[^1].Dispose();

        var found = ChrootVerifier.Verify(top, Contract.AccountContract.Empty, CancellationToken.None);
        TreeRemoval.Remove(top, CancellationToken.None);

        found.Should().ContainSingle(finding => finding.Rule == "ownership/world-writable-file");
    }

    [FactNeeding(Need.Root)]
    public async Task What_comes_and_goes_meanwhile_is_a_finding_and_no_end()
    {
        using var stop = new CancellationTokenSource();
        _root.Folder("srv");
        var stir = Task.Run(() => Stir(stop.Token));
        for (var round = 0; round < 15; round++)
            _root.Verify().Select(finding => finding.Rule).Distinct().Except(["walk/entry-lost", "walk/cut-short"]).Should().BeEmpty();
        await stop.CancelAsync();
        await stir;

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void What_is_lost_on_the_way_is_told_with_its_reason()
    {
        Rules.Walk.EntryLost.Of(BytePath.Parse("a"), new Stage3Exception("gone", "/a", "stop")).Should().BeEquivalentTo(
            new { Rule = "walk/entry-lost", Path = "/a", Message = "/a was not looked at: gone" });
        Rules.Walk.WalkCutShort.Of(new Stage3Exception("moved", "/a", "stop")).Should().BeEquivalentTo(
            new { Rule = "walk/cut-short", Path = "/a", Message = "the walk ended early, and what lies behind was not looked at: moved" });
    }

    [Fact]
    public void A_broken_program_says_nothing_and_breaks_nothing()
    {
        using var scratch = new Scratch();
        var whole = SmallElf.Of("/lib/ld.so", "$ORIGIN", "liba.so");
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var broken = whole[..random.Next(whole.Length + 1)];
            for (var hit = 0; hit < 4 && broken.Length > 4; hit++) broken[random.Next(4, broken.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(scratch["a"], broken);
            using var file = File.OpenHandle(scratch["a"]);
            var read = () => ElfFile.Read(file);
            read.Should().NotThrow(Convert.ToHexString(broken));
        }
    }

    // Files and folders that vanish, become others, and are moved about.
    private void Stir(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            for (var name = 0; name < 40; name++)
            {
                Directory.CreateDirectory(_root[$"srv/{name}/a/b"]);
                File.WriteAllText(_root[$"srv/{name}/a/b/c"], "");
            }
            for (var name = 0; name < 40; name += 2) Directory.Move(_root[$"srv/{name}/a"], _root[$"srv/{name + 1}/z"]);
            for (var name = 0; name < 40; name++) Directory.Delete(_root[$"srv/{name}"], recursive: true);
        }
    }
}
