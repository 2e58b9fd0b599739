using Stage3.Linux;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>A root from binhosts and nothing else, by the build program as somebody starts it.</summary>
public sealed class AssembleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly Scratch scratch = new();
    private readonly MadeBinhost binhost;

    public AssembleTests()
    {
        binhost = new MadeBinhost(Folder / "binhost");
        binhost.AddBase();
        binhost.Add("app-misc/lib-1");
        binhost.Add("app-misc/lib-2", phases: "pkg_postinst() { echo done > \"${EROOT}/usr/share/lib.postinst\"; }");
        binhost.Add("app-misc/tool-1", needs: ">=app-misc/lib-1 sys-apps/baselayout");
        binhost.Add("app-misc/other-1", compression: Stage3.Archives.Compressors.Compression.Xz);
        binhost.WriteIndex();
        scratch.Write("tiny.json", """
            {
              "name": "tiny", "arch": "amd64", "tree": "/nowhere/at/all", "profile": "default/linux/amd64/23.0/systemd", "use": [], "makeConf": {},
              "world": ["app-misc/tool"], "system": ["sys-apps/baselayout"], "bootstrap": ["sys-apps/baselayout"],
              "accounts": { "users": [{ "name": "root" }], "groups": [{ "name": "root" }] }, "archive": { "name": "tiny", "compression": "zstd" }
            }
            """);
    }

    private HostPath Folder => HostPath.Parse(scratch.Folder);

    private HostPath Chroot => Folder / "work/tiny/chroot";

    public void Dispose() => scratch.Dispose();

    [FactNeeding(Need.Root)]
    public async Task A_folder_gives_the_system_and_the_world_and_a_second_run_has_nothing_to_do()
    {
        var said = await RunAsync("Assemble", "--binhost", binhost.Folder.Value);
        said.Should().Contain("packages merged from file://");
        Installed(Chroot).Should().Equal("app-misc/lib-2", "app-misc/tool-1", "sys-apps/baselayout-2");
        File.ReadAllText((Chroot / "usr/share/lib.postinst").Value).Should().Be("done\n");
        (await RunAsync("Assemble", "--binhost", binhost.Folder.Value)).Should().Contain("Assemble: nothing to do");
    }

    [FactNeeding(Need.Root)]
    public async Task A_web_server_is_asked_for_what_is_missing_alone()
    {
        using var web = new WebFolder(binhost.Folder.Value);
        await RunAsync("Assemble", "--binhost", web.Address);
        Installed(Chroot).Should().Equal("app-misc/lib-2", "app-misc/tool-1", "sys-apps/baselayout-2");
        web.Asked.Count(asked => asked.Path.EndsWith(".gpkg.tar", StringComparison.Ordinal)).Should().Be(3);
        web.Asked.Should().Contain(asked => asked.Path == "Packages.gz").And.NotContain(asked => asked.Path == "Packages");

        web.Asked.Clear();
        binhost.Add("app-misc/lib-2", buildId: 2);
        binhost.WriteIndex();
        await RunAsync("Assemble", "--binhost", web.Address, "--chroot", scratch["elsewhere"]);
        Installed(Folder / "elsewhere").Should().Equal("app-misc/lib-2", "app-misc/tool-1", "sys-apps/baselayout-2");
        File.ReadAllText((Folder / "elsewhere/usr/share/lib").Value).Should().Be("2 2\n");
        web.Asked.Where(asked => asked.Path.EndsWith(".gpkg.tar", StringComparison.Ordinal)).Should().Equal(("app-misc/lib/lib-2-2.gpkg.tar", 200));
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("all", "app-misc/lib-2 app-misc/other-1 app-misc/tool-1 sys-apps/baselayout-2", "")]
    [InlineData("@world", "app-misc/lib-2 app-misc/tool-1 sys-apps/baselayout-2", "app-misc/tool\n")]
    [InlineData("app-misc/other <app-misc/lib-2", "app-misc/lib-1 app-misc/other-1", "app-misc/lib\napp-misc/other\napp-misc/tool\n")]
    public async Task The_world_is_all_or_sets_or_atoms(string world, string installed, string remembered)
    {
        await RunAsync(["Assemble", "--binhost", binhost.Folder.Value, "--chroot", scratch["root"], "--world", .. world.Split(' ')]);
        Installed(Folder / "root").Should().Equal(installed.Split(' '));
        if (remembered.Length > 0) File.ReadAllText(scratch["root/var/lib/portage/world"]).Should().Be(remembered);
    }

    [FactNeeding(Need.Root)]
    public async Task Of_two_packages_alike_that_of_the_earlier_binhost_is_taken_and_newer_ones_of_any()
    {
        var second = new MadeBinhost(Folder / "second");
        second.Add("app-misc/tool-1", make: image => File.WriteAllText((image / "usr/share/tool").Value, "of the second\n"));
        second.Add("app-misc/lib-3");
        second.WriteIndex();
        using var web = new WebFolder(second.Folder.Value);
        await RunAsync("Assemble", "--binhost", binhost.Folder.Value, web.Address);
        Installed(Chroot).Should().Equal("app-misc/lib-3", "app-misc/tool-1", "sys-apps/baselayout-2");
        File.ReadAllText((Chroot / "usr/share/tool").Value).Should().Be("1 1\n");
        await RunAsync("Assemble", "--binhost", web.Address, binhost.Folder.Value, "--chroot", scratch["other"]);
        File.ReadAllText(scratch["other/usr/share/tool"]).Should().Be("of the second\n");
    }

    [FactNeeding(Need.Root)]
    public async Task Binhosts_are_read_from_a_binrepos_conf_with_what_it_takes_from_each()
    {
        var second = new MadeBinhost(Folder / "second");
        second.Add("app-misc/lib-3");
        second.Add("app-misc/tool-1", needs: "app-misc/lib", make: image => File.WriteAllText((image / "usr/share/tool").Value, "of the second\n"));
        var conf = scratch.Write("etc/binrepos.conf/all.conf", $"""
            [DEFAULT]
            priority = 1

            [first]
            sync-uri = {binhost.Folder}

            [second]
            priority = 9
            sync-uri = file://{second.Folder}
            getbinpkg-exclude = app-misc/lib
            """);
        await RunAsync("Assemble", "--binhost", Path.GetDirectoryName(conf)!);
        Installed(Chroot).Should().Equal("app-misc/lib-2", "app-misc/tool-1", "sys-apps/baselayout-2");
        File.ReadAllText((Chroot / "usr/share/tool").Value).Should().Be("of the second\n");
    }

    [FactNeeding(Need.Root)]
    public async Task The_plan_is_shown_and_nothing_is_made()
    {
        var said = await RunAsync("Plan", "--binhost", binhost.Folder.Value);
        said.Should().Contain("[binary] app-misc/lib-2::gentoo").And.Contain("[binary] app-misc/tool-1::gentoo").And.Contain("[binary] sys-apps/baselayout-2::gentoo").And.Contain("3 packages, 0 from source");
        Chroot.IsFolder.Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task An_index_by_zstd_is_read_too()
    {
        var index = File.ReadAllBytes((binhost.Folder / "Packages").Value);
        foreach (var name in new[] { "Packages", "Packages.gz" }) File.Delete((binhost.Folder / name).Value);
        using (var file = File.Create((binhost.Folder / "Packages.zst").Value))
        using (var writer = Stage3.Archives.Compressors.Compression.Zstd.OpenWriter(file, Stage3.Archives.Compressors.CompressionSettings.Default)) writer.Write(index);
        using var web = new WebFolder(binhost.Folder.Value);
        await RunAsync("Assemble", "--binhost", web.Address);
        Installed(Chroot).Should().HaveCount(3);
    }

    [FactNeeding(Need.Root)]
    public async Task A_certificate_must_be_trusted()
    {
        using var web = new WebFolder(binhost.Folder.Value);
        using var tls = new TlsFront(web.Address, scratch["certificate.pem"]);
        (await FailAsync("Assemble", "--binhost", tls.Address)).Should().Contain("who answers is not who it claims to be: The remote certificate is invalid").And.Contain($"where: {tls.Address}/Packages.gz").And.Contain("SSL_CERT_FILE");
        using var program = Start(["env", $"SSL_CERT_FILE={scratch["certificate.pem"]}"], ["Assemble", "--binhost", tls.Address]);
        (await program.EndAsync(Limit)).Should().Be(0, program.Output);
        Installed(Chroot).Should().HaveCount(3);
    }

    [FactNeeding(Need.Root)]
    public async Task What_cannot_be_had_is_told_with_where_and_what_to_do()
    {
        (await FailAsync("Assemble", "--binhost", "ftp://host/folder")).Should().Contain("'ftp://host/folder' is not the address of a binhost").And.Contain("to do: write https://host/folder");
        (await FailAsync("Assemble", "--binhost", scratch["nothing"])).Should().Contain("the folder does not exist").And.Contain(scratch["nothing"]).And.Contain("to do: name a folder of binary packages");
        (await FailAsync("Assemble", "--binhost", "http://127.0.0.1:1/packages")).Should().Contain("it could not be fetched in 5 attempts: Connection refused").And.Contain("where: http://127.0.0.1:1/packages/Packages.gz").And.Contain("to do: look whether the binhost is there");
        (await FailAsync("Assemble", "--binhost", Directory.CreateDirectory(scratch["empty"]).FullName, "--world", "all")).Should().Contain("there is no binary package that can be taken").And.Contain($"where: file://{scratch["empty"]}").And.Contain("to do: name the folder or address that holds 'Packages'");
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--world", "app-misc/no!thing")).Should().Contain("'app-misc/no!thing' is neither a package atom").And.Contain("where: --world").And.Contain("to do: write 'all' alone");
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--world", "all", "app-misc/lib")).Should().Contain("'all' is every package of the binhosts").And.Contain("where: --world");
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--chroot", "/proc/stage3/root")).Should().Contain("the root's folder cannot be made: ").And.Contain("where: --chroot /proc/stage3/root").And.Contain("to do: name a folder in a place where you may write");
        (await FailAsync("Assemble")).Should().Contain("no binhost is named").And.Contain("to do: name one by --binhost");
        using var web = new WebFolder(Folder.Value);
        (await FailAsync("Assemble", "--binhost", $"{web.Address}/etc")).Should().Contain("it has no index: neither Packages.gz nor Packages.zst nor Packages").And.Contain($"where: {web.Address}/etc").And.Contain("to do: look whether the address is right");
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--world", "app-misc/lib app-misc/none")).Should().Contain("what is asked for cannot be had:").And.Contain("'app-misc/none'").And.Contain($"where: file://{binhost.Folder}").And.Contain("to do: name by --world what is there");
        Chroot.IsFolder.Should().BeFalse("a root that nothing came into is not left as though it was begun");
    }

    [FactNeeding(Need.Root)]
    public async Task A_folder_of_somebody_is_no_place_for_a_root_unless_it_is_empty()
    {
        var mine = scratch.Write("mine/notes.txt", "mine");
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--chroot", scratch["mine"])).Should().Contain("it holds other things than a root that Assemble has begun").And.Contain($"where: --chroot {scratch["mine"]}").And.Contain("to do: name a folder that is empty");
        File.ReadAllText(mine).Should().Be("mine");
        File.Delete(mine);
        await RunAsync("Assemble", "--binhost", binhost.Folder.Value, "--chroot", scratch["mine"]);
        Installed(Folder / "mine").Should().HaveCount(3);
    }

    [FactNeeding(Need.Root)]
    public async Task What_binrepos_conf_leaves_is_named_where_it_is_missed()
    {
        var conf = scratch.Write("etc/binrepos.conf", $"[ours]\nsync-uri = {binhost.Folder}\ngetbinpkg-exclude = lib\n");
        (await FailAsync("Assemble", "--binhost", conf)).Should().Contain("app-misc/lib-2").And.Contain("getbinpkg-exclude: */lib");
        await RunAsync("Assemble", "--binhost", conf, "--world", "app-misc/other");
        Installed(Chroot).Should().Equal("app-misc/other-1");
    }

    [FactNeeding(Need.Root)]
    public async Task A_broken_package_is_refused_by_name_and_the_root_stays_without_it()
    {
        using var web = new WebFolder(binhost.Folder.Value);
        var file = (binhost.Folder / "app-misc/lib/lib-2-1.gpkg.tar").Value;
        var bytes = File.ReadAllBytes(file);
        bytes[700] ^= 1;
        File.WriteAllBytes(file, bytes);
        (await FailAsync("Assemble", "--binhost", web.Address)).Should().Contain("its content is not what the index of the binhost says").And.Contain("app-misc/lib-2");
        Installed(Chroot).Should().NotContain("app-misc/lib-2").And.NotContain("app-misc/tool-1");

        // The same without an index: what it holds is looked at.
        foreach (var name in new[] { "Packages", "Packages.gz" }) File.Delete((binhost.Folder / name).Value);
        (await FailAsync("Assemble", "--binhost", binhost.Folder.Value, "--world", "=app-misc/lib-2")).Should().Contain($"not taken: {file}: ");
    }

    [FactNeeding(Need.Root, "gpg", "tar")]
    public async Task With_a_key_only_what_it_signed_is_merged()
    {
        using var ours = new SigningKey(scratch["ours"], "ours");
        using var theirs = new SigningKey(scratch["theirs"], "theirs");
        foreach (var name in new[] { "app-misc/tool/tool-1", "sys-apps/baselayout/baselayout-2" }) ours.Sign((binhost.Folder / $"{name}-1.gpkg.tar").Value);
        var lib = (binhost.Folder / "app-misc/lib/lib-2-1.gpkg.tar").Value;
        string[] words = ["Assemble", "--binhost", binhost.Folder.Value, "--share-key", ours.PublicKey];

        (await FailAsync(words)).Should().Contain("app-misc/lib-2: it is not signed, and signatures are asked for");
        theirs.Sign(lib);
        (await FailAsync(words)).Should().Contain("app-misc/lib-2: it is signed by a key that is not among the given ones").And.Contain("--share-key");
        (await FailAsync(words[..3])).Should().Contain("it is signed, and there are no keys in ");
        (Chroot / "usr/share/lib").IsFile.Should().BeFalse();

        File.Delete(lib);
        binhost.Add("app-misc/lib-2");
        ours.Sign(lib);
        await RunAsync(words);
        Installed(Chroot).Should().HaveCount(3);

        // As a Gentoo machine has it: binrepos.conf asks, and the keys lie beside it.
        var conf = scratch.Write("portage/binrepos.conf", $"[gentoo]\nsync-uri = {binhost.Folder}\nverify-signature = true\n");
        (await FailAsync("Assemble", "--binhost", conf, "--chroot", scratch["other"])).Should().Contain("there are no keys in ");
        Directory.CreateDirectory(scratch["portage/gnupg"], (UnixFileMode)0b111_000_000);
        await Gpg("--import", ours.PublicKey);
        (await FailAsync("Assemble", "--binhost", conf, "--chroot", scratch["other"])).Should().Contain("its signer is not trusted");
        await CliWrap.Cli.Wrap("bash").WithArguments(["-c", "gpg --homedir \"$1\" --with-colons --list-keys | awk -F: '/^fpr/ { print $10 \":6:\" }' | gpg --homedir \"$1\" --import-ownertrust 2>/dev/null; gpg --homedir \"$1\" --check-trustdb 2>/dev/null", "x", scratch["portage/gnupg"]]).ExecuteAsync();
        await RunAsync("Assemble", "--binhost", conf, "--chroot", scratch["other"]);
        Installed(Folder / "other").Should().HaveCount(3);
    }

    private Task Gpg(params string[] arguments) => CliWrap.Cli.Wrap("gpg").WithArguments(["--homedir", scratch["portage/gnupg"], "--batch", "--quiet", .. arguments]).ExecuteAsync();

    private static IEnumerable<string> Installed(HostPath root) => root.IsFolder ? InstalledDatabase.Open(root).Packages.Select(package => package.Id.ToString()).Order(StringComparer.Ordinal) : [];

    private async Task<string> RunAsync(params string[] words)
    {
        using var program = Start([], words);
        (await program.EndAsync(Limit)).Should().Be(0, program.Output);
        return program.Output;
    }

    private async Task<string> FailAsync(params string[] words)
    {
        using var program = Start([], words);
        (await program.EndAsync(Limit)).Should().NotBe(0, program.Output);
        return program.Output;
    }

    private BuildProgram Start(string[] before, string[] words) => BuildProgram.Start(before, [.. words, "--spec", scratch["tiny.json"], "--work-dir", scratch["work"], "--output", scratch["output"]]);
}
