using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Phases;

public class HelperTests
{
    private static string Ebuild(string body, int eapi = 8) => $"EAPI={eapi}\nSLOT=0\nS=${{WORKDIR}}\nIUSE=\"doc systemd\"\n{body}\n";

    /// <summary>Each line is an assertion: the command, then what it prints.</summary>
    private static string Assertions(IEnumerable<(string Command, string Output)> pairs) => Ebuild("src_compile() {\n" + string.Concat(pairs.Select(pair =>
        $"\tout=$({pair.Command}) ; [[ ${{out}} == '{pair.Output}' ]] || {{ eerror \"{pair.Command.Replace("\"", "\\\"", StringComparison.Ordinal)}: ${{out}}\"; bad=1; }}\n"))
        + "\t[[ -z ${bad} ]] || die \"see above\"\n}");

    [FactNeeding(Need.Root)]
    public async Task Versions_are_cut_replaced_and_compared_as_PMS_says()
    {
        using var world = new PhaseWorld();
        await world.Build("app-misc/x-1.2.3b_alpha4-r5", Assertions(
        [
            ("ver_cut 1", "1"), ("ver_cut 1-2", "1.2"), ("ver_cut 2-", "2.3b_alpha4"), ("ver_cut 1-3", "1.2.3"), ("ver_cut 1-4", "1.2.3b"), ("ver_cut 5", "alpha"),
            ("ver_cut 0-2 .1.2.3", ".1.2"), ("ver_cut 4 1.2.3", ""), ("ver_cut 2-4 1.2.3", "2.3"),
            ("ver_rs 1 -", "1-2.3b_alpha4"), ("ver_rs 1-2 _ 1.2.3", "1_2_3"), ("ver_rs 3 - 1.2.3b", "1.2.3-b"), ("ver_rs 1 - 2 _ 1.2.3", "1-2_3"), ("ver_rs 3 . 1.2.3", "1.2.3"),
            ("ver_rs 0 - .1.2", "-1.2"), ("ver_rs 0 - 1.2", "1.2"),
            ("ver_test -gt 1.2.3a_alpha4 && echo y", "y"), ("ver_test 1.2.3 -eq 1.2.3-r0 && echo y", "y"), ("ver_test 1.02 -lt 1.1 && echo y", "y"),
            ("ver_test 1.0 -gt 1 && echo y", "y"), ("ver_test 1_p -gt 1 && echo y", "y"), ("ver_test 1_rc1 -lt 1 && echo y", "y"), ("ver_test 1_alpha -lt 1_beta && echo y", "y"),
            ("ver_test 10 -gt 9 && echo y", "y"), ("ver_test 99999999999999999999 -gt 99999999999999999998 && echo y", "y"), ("ver_test 1.010 -eq 1.01 && echo y", "y"),
            ("ver_test 1-r10 -gt 1-r9 && echo y", "y"), ("ver_test 1b -gt 1a && echo y", "y"), ("ver_test 1 -ne 2 && echo y", "y"), ("ver_test 1.2 -ge 1.2.0 || echo n", "n"),
        ]));
    }

    [FactNeeding(Need.Root)]
    public async Task Flags_and_lists_are_asked_as_PMS_says()
    {
        using var world = new PhaseWorld();
        await world.Build("app-misc/x-1", Assertions(
        [
            ("use systemd && echo y", "y"), ("use doc || echo n", "n"), ("use !doc && echo y", "y"), ("usev systemd", "systemd"), ("usev systemd --on", "--on"), ("usev doc", ""),
            ("usex systemd", "yes"), ("usex doc", "no"), ("usex systemd a b c d", "ac"), ("usex doc a b c d", "bd"),
            ("use_with systemd", "--with-systemd"), ("use_with doc docs /x", "--without-docs"), ("use_enable systemd sd /x", "--enable-sd=/x"), ("use_enable doc", "--disable-doc"),
            ("in_iuse doc && echo y", "y"), ("in_iuse nothing || echo n", "n"), ("has b a b c && echo y", "y"), ("hasv b a b", "b"), ("has x a b || echo n", "n"),
            ("get_libdir", "lib"), ("ABI=amd64 LIBDIR_amd64=lib64 get_libdir", "lib64"), ("echo ${EBUILD_PHASE} ${EBUILD_PHASE_FUNC} ${ROOT-none} ${D-none} ${PN} ${PR} ${MERGE_TYPE}", "compile src_compile none none x r0 source"),
            ("type -t helper; type -P dobin > /dev/null && echo script", "script"), ("true | true; assert && echo y", "y"),
        ]));
    }

    [FactNeeding(Need.Root)]
    public async Task Installed_packages_are_answered_by_the_engine()
    {
        using var world = new PhaseWorld();
        world.Installed["Target >=a/b-1"] = "a/b-1.5";
        world.Installed["Build c/d"] = "c/d-2";
        await world.Build("app-misc/x-1", Assertions(
        [
            ("has_version '>=a/b-1' && echo y", "y"), ("has_version a/b || echo n", "n"), ("best_version -r '>=a/b-1'", "a/b-1.5"),
            ("has_version -b c/d && echo y", "y"), ("has_version -d c/d || echo n", "n"), ("best_version a/none", ""),
        ]));
        var build = () => world.Build("app-misc/x-1", Ebuild("pkg_setup() { has_version '[bad'; }"));
        (await build.Should().ThrowAsync<PhaseFailedException>()).Which.Message.Should().Contain("has_version: '[bad' is no atom");
    }

    [FactNeeding(Need.Root)]
    public async Task Everything_can_be_installed_to_where_PMS_says()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", Ebuild("""
            src_install() {
                mkdir -p "tree/sub dir" html; echo 1 > "tree/sub dir/file"; ln -s file "tree/sub dir/link"; echo h > html/index.html
                for f in a.1 b.de.3 lib.so lib.a de.mo head.h svc README; do echo $f > $f; done; ln -s lib.so lib.so.1
                into /usr; dobin svc; newsbin svc renamed
                into /; dolib.so lib.so lib.so.1; dolib.a lib.a
                into /opt/x; dobin svc
                exeinto /usr/libexec; exeopts -m0700; doexe svc
                insinto /etc; insopts -m0600; newins svc secret; doins -r tree; doenvd svc; doconfd svc; newinitd svc start
                doman a.1 b.de.3; newman a.1 z.5; doman -i18n=fr a.1
                domo de.mo; doheader head.h; doinfo README
                dodoc README; docinto more; dodoc -r html; docinto /
                diropts -m0700; keepdir /var/private; diropts -m0755; keepdir /var/kept
                dosym ../target /usr/relative; dosym -r /usr/share/x /usr/lib/a/b
                docompress /usr/x; docompress -x /usr/y; dostrip -x /opt
                HTML_DOCS=( html/index.html ) ; DOCS=( README ) ; einstalldocs
                find . -maxdepth 1 -name 'README' -exec newins {} from-find \;
                printf 'svc\0' | xargs -0 dosbin
                nonfatal dobin missing && die "nonfatal must fail"
                nonfatal die -n "soft" && die "die -n must fail"
                return 0
            }
            """));
        var files = Directory.GetFileSystemEntries(built.Image.Value, "*", SearchOption.AllDirectories)
            .Where(path => !Directory.Exists(path) || new FileInfo(path).LinkTarget is not null).Select(path => path[built.Image.Value.Length..]);
        files.Should().BeEquivalentTo(
            "/usr/bin/svc", "/usr/sbin/renamed", "/lib/lib.so", "/lib/lib.so.1", "/lib/lib.a", "/opt/x/bin/svc", "/opt/x/sbin/svc", "/usr/libexec/svc", "/etc/secret", "/etc/tree/sub dir/file",
            "/etc/tree/sub dir/link", "/etc/env.d/svc", "/etc/conf.d/svc", "/etc/init.d/start", "/etc/from-find", "/usr/share/man/man1/a.1", "/usr/share/man/de/man3/b.3",
            "/usr/share/man/man5/z.5", "/usr/share/man/fr/man1/a.1", "/usr/share/locale/de/LC_MESSAGES/x.mo", "/usr/include/head.h", "/usr/share/info/README",
            "/usr/share/doc/x-1/README", "/usr/share/doc/x-1/more/html/index.html", "/usr/share/doc/x-1/html/index.html", "/var/private/.keep_app-misc_x-0", "/var/kept/.keep_app-misc_x-0", "/usr/relative", "/usr/lib/a/b");
        Mode(built.Image / "etc/secret").Should().Be(0x180, "insopts -m0600");
        Mode(built.Image / "etc/from-find").Should().Be(0x180, "programs that find starts know insopts too");
        Mode(built.Image / "usr/libexec/svc").Should().Be(0x1C0);
        Mode(built.Image / "etc/conf.d/svc").Should().Be(0x1A4, "EAPI 8 keeps insopts from doconfd");
        Mode(built.Image / "var/private").Should().Be(0x1C0);
        new FileInfo((built.Image / "usr/lib/a/b").Value).LinkTarget.Should().Be("../../share/x");
        new FileInfo((built.Image / "etc/tree/sub dir/link").Value).LinkTarget.Should().Be("file");
        new FileInfo((built.Image / "lib/lib.so.1").Value).LinkTarget.Should().Be("lib.so");
        built.Compression.Included.Should().Contain("/usr/x").And.Contain("/usr/share/man");
        built.Compression.Excluded.Should().Equal("/usr/share/doc/x-1/html", "/usr/y");
        built.Stripping.Excluded.Should().Equal("/opt");
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("src_compile() { dobin x; }", "src_compile failed: dobin: there is an image in src_install*")]
    [InlineData("src_install() { dobin missing; }", "src_install failed: dobin: missing does not exist")]
    [InlineData("src_install() { find / -maxdepth 0 -exec dobin missing \\; ; echo never; }", "src_install failed: dobin: missing does not exist")]
    [InlineData("src_install() { echo | while read -r x; do die piped; done; echo never; }", "src_install failed: piped")]
    [InlineData("src_install() { x=$(die inner); echo never; }", "src_install failed: inner")]
    [InlineData("src_compile() { nosuchprogram; }", "src_compile failed: nosuchprogram: there is no such program on this machine*")]
    [InlineData("src_compile() { use nothing; }", "src_compile failed: use: 'nothing' is not in IUSE of app-misc/x-1")]
    [InlineData("src_compile() { exit 0; }", "src_compile failed: its shell ended early, exit code 0")]
    [InlineData("src_compile() { kill -9 $$; }", "src_compile failed: its shell ended early, exit code 137")]
    [InlineData("src_compile() { false | true; assert broken; }", "src_compile failed: broken")]
    [InlineData("src_unpack() { unpack nothing.tar; }", "src_unpack failed: unpack: */nothing.tar is not there, or empty")]
    [InlineData("S=${WORKDIR}/nowhere\nsrc_compile() { :; }", "src_compile failed: S does not exist: */nowhere")]
    public async Task What_goes_wrong_is_said_by_name_and_nothing_follows(string body, string message)
    {
        using var world = new PhaseWorld();
        var build = () => world.Build("app-misc/x-1", Ebuild(body));
        var thrown = (await build.Should().ThrowAsync<PhaseFailedException>()).Which;
        thrown.What.Should().Match($"app-misc/x-1: {message}");
        File.ReadAllText(thrown.Log.Value).Should().NotContain("never");
    }

    [FactNeeding(Need.Root)]
    public async Task Archives_are_unpacked_and_patches_of_the_user_applied()
    {
        using var world = new PhaseWorld();
        var dist = (world.Base / "dist files").EnsureFolder();
        var make = HostPath.Parse("/usr/bin/tar");
        PhaseWorld.Write(world.Base / "x-1/greeting", "hello\n");
        await new Stage3.Linux.Processes.ChildProcess(make.Value, "-C", world.Base.Value, "-czf", (dist / "x-1.tar.gz").Value, "x-1").RunAsync(CancellationToken.None);
        var request = world.Request(world.Ebuild("app-misc/x-1", "EAPI=7\nSLOT=0\nsrc_install() { insinto /; doins greeting; }\n")) with { Archives = ["x-1.tar.gz"] };
        var built = await world.Build(request);
        File.ReadAllText((built.Image / "greeting").Value).Should().Be("hello\n");
    }

    [FactNeeding(Need.Root, "patch")]
    public async Task Patches_are_applied_by_default_and_those_of_the_user_once()
    {
        using var world = new PhaseWorld();
        var source = world.Ebuild("app-misc/x-1", Ebuild("PATCHES=( \"${FILESDIR}\"/one.patch )\nsrc_unpack() { echo a > f; }\nsrc_prepare() { default; eapply_user; }\nsrc_install() { insinto /; doins f; }"));
        PhaseWorld.Write(source.FilesFolder / "one.patch", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n");
        PhaseWorld.Write(world.Base / "user's own.patch", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-b\n+c\n");
        var built = await world.Build(world.Request(source) with { UserPatches = [world.Base / "user's own.patch"] });
        File.ReadAllText((built.Image / "f").Value).Should().Be("c\n");
    }

    private static int Mode(HostPath path) => (int)File.GetUnixFileMode(path.Value);
}
