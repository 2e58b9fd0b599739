using Stage3.Emerge;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

public sealed class MergeRunTests
{
    private static readonly Action<HostPath> Nothing = _ => { };

    [FactNeeding(Need.Root)]
    public async Task Phases_of_a_merge_have_their_order_and_see_what_came_before_in_the_root()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        const string Note = "note() { printf '%s %s %s|' \"${PF}\" \"${EBUILD_PHASE}\" \"$*\" >> \"${ROOT}/order\" || die; }\n";
        const string All = Note + "pkg_pretend() { note; }\npkg_setup() { note; }\npkg_preinst() { note; }\npkg_postinst() { note \"${REPLACING_VERSIONS}\"; }\npkg_prerm() { note \"${REPLACED_BY_VERSION}\"; }\npkg_postrm() { note; }\n";
        world.Add("app/a-1", Note + "pkg_postinst() { note; }\n", Nothing);
        world.Add("app/b-1", All, image => (image / "usr/share/b1").EnsureFolder());
        world.Add("app/c-1", Note + "pkg_setup() { has_version app/b && note \"$(best_version app/b)\"; }\n", Nothing);
        await world.MergeAsync(CancellationToken.None);
        File.ReadAllText((world.Root / "order").Value).Should().Be("a-1 postinst |b-1 pretend |b-1 setup |b-1 preinst |b-1 postinst |c-1 setup app/b-1|");

        File.Delete((world.Root / "order").Value);
        world.Add("app/b-2", All, image => (image / "usr/share/b2").EnsureFolder());
        await world.MergeAsync(CancellationToken.None);
        File.ReadAllText((world.Root / "order").Value).Should().Be("b-2 pretend |b-2 setup |b-2 preinst |b-1 prerm 2|b-1 postrm |b-2 postinst 1|");
        (world.Root / "usr/share/b1").IsFolder.Should().BeFalse();

        world.Events.Clear();
        await world.MergeAsync(CancellationToken.None);
        world.Events.Should().BeEmpty("there is nothing to do");
    }

    [FactNeeding(Need.Root)]
    public async Task A_root_that_another_run_merges_into_is_left_to_it()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "", Nothing);
        using (var other = Stage3.Linux.Files.FolderHandle.Open(world.Root))
        {
            other.TryLock().Should().BeTrue();
            (await world.Invoking(it => it.MergeAsync(CancellationToken.None)).Should().ThrowAsync<Stage3Exception>()).WithMessage($"another run is merging into this root*where: {world.Root}*to do: wait until it has ended*");
        }

        await world.MergeAsync(CancellationToken.None);
        Directory.GetDirectories((world.Root / "var/db/pkg/app").Value).Should().HaveCount(1);
    }

    // As all of Gentoo's acct-group/* have it: they pretend, and set up nothing.
    [FactNeeding(Need.Root)]
    public async Task A_package_may_pretend_and_set_up_nothing()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        const string Pretend = "kept=built\npkg_pretend() { kept=pretended; printf '%s|' \"${PF}\" >> \"${ROOT}/pretended\" || die; }\n";
        world.Add("app/a-1", Pretend, Nothing);
        world.Add("app/b-1", Pretend + "pkg_preinst() { printf '%s' \"${kept}\" > \"${ROOT}/preinst\" || die; }\n", Nothing);
        world.Add("app/c-1", Pretend + "pkg_postinst() { printf '%s' \"${kept}\" > \"${ROOT}/postinst\" || die; }\n", Nothing);

        await world.MergeAsync(CancellationToken.None);

        File.ReadAllText((world.Root / "pretended").Value).Should().Be("a-1|b-1|c-1|");
        File.ReadAllText((world.Root / "preinst").Value).Should().Be("built", "pkg_pretend leaves nothing behind");
        File.ReadAllText((world.Root / "postinst").Value).Should().Be("built");
        Directory.GetDirectories((world.Root / "var/db/pkg/app").Value).Should().HaveCount(3);
    }

    [FactNeeding(Need.Root)]
    public async Task A_package_that_is_another_inside_stops_the_run_before_anything_of_it_is_in_the_root_and_what_came_before_is_kept()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "", image => File.WriteAllText((image / "a").Value, "a"));
        var good = world.Add("app/b-1", "", image => File.WriteAllText((image / "b").Value, "b"));
        world.Add("app/c-1", "", image => File.WriteAllText((image / "c").Value, "c"));
        await File.WriteAllTextAsync((world.Packages / "Packages").Value, "");
        var other = world.Add("app/b-9", "", image => File.WriteAllText((image / "other").Value, "x"));
        Stage3.Portage.BinaryPackages.PackageDirectory.Open(world.Packages, [], CancellationToken.None).WriteIndex(1);
        // The index knows the file by its length and time.
        var index = (await File.ReadAllTextAsync((world.Packages / "Packages").Value)).Split("\n\n").ToList();
        var (size, time) = (new FileInfo(other.Value).Length, File.GetLastWriteTimeUtc(good.Value));
        File.Move(other.Value, good.Value, overwrite: true);
        File.SetLastWriteTimeUtc(good.Value, time);
        await File.WriteAllTextAsync((world.Packages / "Packages").Value, string.Join("\n\n", index.Where(stanza => !stanza.Contains("b-9")).Select(stanza =>
            stanza.Contains("CPV: app/b-1\n") ? System.Text.RegularExpressions.Regex.Replace(stanza, "(?m)^SIZE: .*$", $"SIZE: {size}") : stanza)));

        var merge = () => world.MergeAsync(CancellationToken.None);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/b-1: its metadata says that it is app/b-9, and app/b-1 was looked for*");
        Directory.GetFileSystemEntries(world.Root.Value).Select(Path.GetFileName).Should().BeEquivalentTo("a", "etc", "var");
        world.Events.OfType<PackageFinished>().Select(finished => finished.Package.ToString()).Should().Equal("app/a-1");
    }

    [FactNeeding(Need.Root)]
    public async Task What_a_killed_run_left_of_an_environment_counts_for_nothing()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "pkg_postinst() {\n\techo a >> \"${ROOT}/done\" || die\n}\n", Nothing);
        world.Write("work/temporary/merging/app/a-1/environment", "declare -x P=\"a-");
        await world.MergeAsync(CancellationToken.None);
        (await File.ReadAllTextAsync((world.Root / "done").Value)).Should().Be("a\n");
        File.ReadAllBytes((world.Root / "var/db/pkg/app/a-1/environment.bz2").Value).Should().NotBeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task What_one_package_writes_to_the_build_hosts_etc_no_other_sees()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        const string Look = "pkg_postinst() {\n\tprintf '%s %s %s|' \"${PN}\" \"$(ls /etc/stage3-leak* 2>/dev/null)\" \"$(readlink /etc/passwd)\" >> \"${ROOT}/seen\"\n";
        world.Add("app/a-1", Look + "\techo a > /etc/stage3-leaked || die\n}\n", Nothing);
        world.Add("app/b-1", Look + "}\n", Nothing);
        world.Add("app/c-1", Look + "\tln -sfn /dev/null /etc/passwd || die\n}\n", Nothing);
        world.Add("app/d-1", Look + "}\n", Nothing);
        await world.MergeAsync(CancellationToken.None);
        var accounts = world.Root / "etc/passwd";
        (await File.ReadAllTextAsync((world.Root / "seen").Value)).Should().Be($"a  {accounts}|b  {accounts}|c  {accounts}|d  {accounts}|");
        File.Exists("/etc/stage3-leaked").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Updates_that_wait_are_counted_at_the_end_of_a_run_and_those_that_were_refused_are_not()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nCONFIG_PROTECT=\"/usr/share/kept /opt/file\"\n");
        foreach (var file in new[] { "etc/a", "etc/deep/b", "usr/share/kept/c", "opt/file", "etc/.hidden/d" }) world.Write($"root/{file}", "mine");
        Action<HostPath> fill = image => { foreach (var file in new[] { "etc/a", "etc/deep/b", "usr/share/kept/c", "opt/file" }) { (image / file).Parent.EnsureFolder(); File.WriteAllText((image / file).Value, "theirs"); } };
        world.Add("app/a-1", "", fill);
        world.Write("root/etc/.hidden/._cfg0000_d", "in a hidden folder");
        world.Write("root/etc/._cfg0000_a.bak", "of an editor");
        await world.MergeAsync(CancellationToken.None);
        string[] Warnings() => [.. world.Events.OfType<RunWarning>().Select(warning => warning.Text)];
        Warnings().Should().BeEquivalentTo($"2 config files in '{world.Root}/etc' need updating", $"config file '{world.Root}/usr/share/kept/c' needs updating", $"config file '{world.Root}/opt/file' needs updating");

        foreach (var file in Directory.GetFiles(world.Root.Value, "._cfg0000_*", SearchOption.AllDirectories)) File.Delete(file);
        world.Events.Clear();
        world.Add("app/a-2", "", fill);
        await world.MergeAsync(CancellationToken.None);
        Warnings().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task What_pkg_postinst_leaves_of_its_variables_pkg_prerm_and_pkg_postrm_find()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        const string Note = "note() { printf '%s %s|' \"${EBUILD_PHASE}\" \"${left}\" >> \"${ROOT}/order\" || die; }\n";
        world.Add("app/a-1", Note + "pkg_postinst() {\n\tleft=\"by postinst\"\n}\npkg_prerm() {\n\tnote\n\tleft=\"by prerm\"\n}\npkg_postrm() {\n\tnote\n}\n", Nothing);
        await world.MergeAsync(CancellationToken.None);
        world.Add("app/a-2", "", Nothing);
        await world.MergeAsync(CancellationToken.None);
        (await File.ReadAllTextAsync((world.Root / "order").Value)).Should().Be("prerm by postinst|postrm by prerm|");
    }

    [FactNeeding(Need.Root)]
    public async Task What_a_package_wants_people_to_read_is_kept_in_a_file_as_Portage_keeps_it()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "pkg_setup() {\n\tewarn 'beware'\n}\npkg_postinst() {\n\teinfo 'not kept'\n\telog 'one'\n\telog 'two'\n\tewarn 'three'\n}\npkg_prerm() {\n\telog 'bye'\n}\n", Nothing);
        world.Add("app/b-1", "pkg_postinst() {\n\teinfo 'not kept'\n}\n", Nothing);
        await world.MergeAsync(CancellationToken.None);
        world.Add("app/a-2", "", Nothing);
        // The names of the files tell seconds apart.
        await Task.Delay(1100);
        await world.MergeAsync(CancellationToken.None);
        var kept = Directory.GetFiles(scratch["world/work/logs/root/elog"]).Order(StringComparer.Ordinal).ToList();
        kept.Select(Path.GetFileName).Should().HaveCount(2).And.OnlyContain(name => System.Text.RegularExpressions.Regex.IsMatch(name!, @"^app:a-1:\d{8}-\d{6}\.log$"));
        (await File.ReadAllTextAsync(kept[0])).Should().Be("WARN: setup\nbeware\nLOG: postinst\none\ntwo\nWARN: postinst\nthree\n");
        Stage3.Emerge.Logs.ElogFile.Read(HostPath.Parse(kept[1])).Select(message => $"{message.Package} {message.Level} {message.Text}").Should().Equal("app/a-1 elog bye");
    }

    [FactNeeding(Need.Root)]
    public async Task A_postinst_that_dies_is_run_again_by_the_next_run_and_so_are_those_that_waited_for_it()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "pkg_postinst() { [[ -e ${ROOT}/mended ]] || die \"not yet\"; echo a >> \"${ROOT}/done\"; }\n", Nothing);
        world.Add("app/b-1", "pkg_postinst() { echo b >> \"${ROOT}/done\"; }\n", Nothing);
        var merge = () => world.MergeAsync(CancellationToken.None);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/a-1: pkg_postinst failed: not yet*");
        (world.Root / "var/db/pkg/app/b-1").IsFolder.Should().BeTrue();
        world.Write("root/mended", "");
        await world.MergeAsync(CancellationToken.None);
        (await File.ReadAllTextAsync((world.Root / "done").Value)).Should().Be("a\nb\n");
        Directory.GetFiles((world.Root / "var/db/pkg").Value, "STAGE3_*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [FactNeeding(Need.Root, "gpg")]
    public async Task A_signed_package_is_merged_where_its_key_is_trusted_and_refused_by_name_elsewhere()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        var file = world.Add("app/a-1", "", image => File.WriteAllText((image / "a").Value, "a"));
        var keys = HostPath.Parse(scratch["world/config/etc/portage/gnupg"]);
        using var key = new SigningKey(scratch["secret"], "builder");
        key.Sign(file.Value);
        var merge = () => world.MergeAsync(CancellationToken.None);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage($"app/a-1: it is signed, and there are no keys in {keys} to check that with*");

        await Gpg(keys, "--import", key.PublicKey);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/a-1: its signer is not trusted*");
        (world.Root / "a").IsFile.Should().BeFalse();

        world.Write("trust", System.Text.RegularExpressions.Regex.Replace(await Gpg(HostPath.Parse(scratch["secret"]), "--export-ownertrust"), "(?m)^#.*\n", ""));
        await Gpg(keys, "--import-ownertrust", scratch["world/trust"]);
        await Gpg(keys, "--check-trustdb");
        await world.MergeAsync(CancellationToken.None);
        (world.Root / "a").IsFile.Should().BeTrue();

        var forged = world.Add("app/b-1", "", image => File.WriteAllText((image / "b").Value, "b"));
        key.Sign(forged.Value, "sed -i 's/^DATA image/DATA  image/' \"$folder/Manifest\"");
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/b-1: the signature is not of this content*");
        world.Add("app/b-1", "", image => File.WriteAllText((image / "b").Value, "b"));
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"binpkg-request-signature\"\n");
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/b-1: it is not signed, and signatures are asked for*");
    }

    [FactNeeding(Need.Root, "gpg", "tar")]
    public async Task Keys_that_were_named_count_whatever_FEATURES_ignore()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        using var named = new SigningKey(scratch["named"], "named");
        using var other = new SigningKey(scratch["other"], "other");
        other.Sign(world.Add("app/a-1", "", image => File.WriteAllText((image / "a").Value, "a")).Value);
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"binpkg-ignore-signature\"\n");
        using var keys = await OpenPgpKeyring.MakeAsync([HostPath.Parse(named.PublicKey)], HostPath.Parse(scratch["keys"]), CancellationToken.None);

        var merge = () => world.MergeAsync(CancellationToken.None, keys);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).WithMessage("app/a-1: it is signed by a key that is not among the given ones*");
        (world.Root / "a").IsFile.Should().BeFalse();
        await world.MergeAsync(CancellationToken.None);
        (world.Root / "a").IsFile.Should().BeTrue("without a key that is named, FEATURES decide");
    }

    private static async Task<string> Gpg(HostPath home, params string[] arguments)
    {
        home.EnsureFolder();
        File.SetUnixFileMode(home.Value, (UnixFileMode)0b111_000_000);
        return await new ChildProcess("gpg", ["--homedir", home.Value, "--batch", "--pinentry-mode", "loopback", .. arguments]).CaptureAsync(CancellationToken.None);
    }
}
