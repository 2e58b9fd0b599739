using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>
/// Same packages, same root, same database: the engine held to a real Portage with all that is hard about merging. But for named pipes, which Portage refuses in a GPKG, and extended
/// attributes, which it leaves out when it unpacks one. Two of its slips are not followed either: a file that stays as it is, while other names of it go, loses its mode; and the update of a
/// protected symlink is forgotten where what it leads to is merged after it.
/// </summary>
public sealed class SameRootTests
{
    private const string Note = "note() { printf '%s %s %s|' \"${PF}\" \"${EBUILD_PHASE}\" \"$*\" >> \"${ROOT}/order\" || die; }\n";

    private const string AllPhases = Note
        + "pkg_setup() { note; noted=setup; }\npkg_preinst() { note \"${noted}\"; printf 'by preinst\\n' > \"${ED}/usr/share/phases/added\" || die; touch -d @1700000000 \"${ED}/usr/share/phases/added\"; }\n"
        + "pkg_postinst() { note \"${noted} ${REPLACING_VERSIONS}\"; noted=postinst; also_noted=( \"${PV}\" 'two words' ); }\npkg_prerm() { note \"${REPLACED_BY_VERSION} ${noted} ${also_noted[*]}\"; }\npkg_postrm() { note; }\n";

    private const string MaskedScript =
        """
        mkdir -p usr/share/masked/kept usr/share/masked/empty usr/share/man/man1 usr/lib/masked
        echo a > usr/share/masked/file; echo b > usr/share/masked/kept/file; echo c > usr/share/man/man1/x.1; echo d > usr/lib/masked/x.la; echo e > usr/lib/masked/x.so
        """;

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare")]
    public async Task Merging_and_updating_leave_the_root_and_the_database_that_a_real_Portage_leaves()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        var theirs = HostPath.Parse(scratch["world/theirs"]);
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"noman\"\nINSTALL_MASK=\"/usr/share/masked  -/usr/share/masked/kept/ *.la\"\nCOLLISION_IGNORE=\"/usr/share/ignored\"\n");
        await ShellAsync("mkdir -p \"$1/usr/lib\" && ln -s usr/lib \"$1/lib\" && cp -a \"$1\" \"$2\"", world.Root, theirs);

        AddFirst(world);
        await BothAsync(world, theirs, "first");
        foreach (var root in new[] { world.Root, theirs })
        {
            await ShellAsync(
                """
                cd "$1"
                echo changed > etc/config/changed
                echo changed > etc/config/changed-again
                rm etc/config/deleted etc/config/deleted-empty
                echo changed > etc/env.d/50masked
                ln -sfn elsewhere etc/config/link-changed
                echo mine > usr/share/dirs/old/mine
                echo changed > usr/share/files/changed
                touch -d @1700000001 etc/config/changed etc/config/changed-again etc/env.d/50masked usr/share/files/changed
                """, root);
        }

        AddSecond(world);
        await BothAsync(world, theirs, "second");

        // Who took the updates away has seen them: what comes again as it was is not offered again.
        foreach (var root in new[] { world.Root, theirs }) await ShellAsync("rm \"$1\"/etc/config/._cfg*", root);
        AddThird(world);
        await BothAsync(world, theirs, "third");
        Directory.GetFiles((world.Root / "etc/config").Value, "._cfg*").Select(Path.GetFileName).Should().BeEquivalentTo("._cfg0000_deleted", "._cfg0000_deleted-empty");
    }

    private static async Task BothAsync(MergeWorld world, HostPath theirs, string round)
    {
        world.WriteIndex();
        await world.MergeAsync(CancellationToken.None);
        await world.MergeByPortageAsync(theirs, CancellationToken.None);
        (await File.ReadAllTextAsync((world.Root / "order").Value)).Should().Be(await File.ReadAllTextAsync((theirs / "order").Value), "phases run in the same order and find the same");
        var listing = RootListing.OfFolder(world.Root, withTimes: true);
        listing.Entries.Count.Should().BeGreaterThan(150);
        listing.Entries.ContainsKey("/etc/ld.so.cache").Should().Be(File.Exists("/sbin/ldconfig"), "the root has this machine's ldconfig");
        (await MemoryAsync(world.Root)).Should().Equal(await MemoryAsync(theirs), "both remember the same updates");
        string.Join('\n', listing.DifferencesTo(RootListing.OfFolder(theirs, withTimes: true), AllowedDifferences.OfMerging)).Should().BeEmpty($"nothing differs after the {round} round");
    }

    // In the order in which files were merged, which is that of a folder's names on the disk.
    private static async Task<string[]> MemoryAsync(HostPath root) =>
        (root / "var/lib/portage/config").IsFile ? [.. (await File.ReadAllLinesAsync((root / "var/lib/portage/config").Value)).Order(StringComparer.Ordinal)] : [];

    private static void AddFirst(MergeWorld world)
    {
        world.Add("app/files-1", "", image => Fill(image,
            """
            mkdir -p usr/share/files/empty usr/share/files/sticky usr/bin
            cd usr/share/files
            echo one > 'a name with blanks'; echo two > 'an -> arrow'; echo three > 'grüße'; : > nothing; echo four > changed; echo x > '*?[a]'
            touch .keep_app-files-0
            chmod 1777 sticky
            for mode in 4755 2755 0600 0400 6711; do echo "$mode" > "mode-$mode"; chmod "$mode" "mode-$mode"; done
            echo owned > owned; chown 4101:4101 owned; echo named > named; chown 0:4101 named; chmod 2750 named
            echo linked > linked; ln linked linked-too; ln linked ../../bin/linked-as-well
            truncate -s 3M sparse; printf tail >> sparse
            ln -s nowhere dangling; ln -s loop loop; ln -s /usr/share/files/changed absolute; ln -s ../files/empty folder-link; ln -s 'an -> arrow' arrow-link
            touch -d '1999-12-31 23:59:59.123456789' old; touch -d @1 epoch
            """));
        world.Add("app/config-1", "", image => Fill(image,
            """
            mkdir -p etc/config etc/env.d
            for name in same changed changed-again deleted removed; do echo "$name 1" > "etc/config/$name"; done
            : > etc/config/deleted-empty; : > etc/config/.keep
            ln -s same etc/config/link; ln -s same etc/config/link-changed
            echo 'MASKED="1"' > etc/env.d/50masked
            """));
        world.Add("app/dirs-1", "", image => Fill(image,
            """
            mkdir -p usr/share/dirs/old/deep/deeper usr/share/dirs/kept usr/lib/dirs
            echo a > usr/share/dirs/old/deep/deeper/file; echo b > usr/share/dirs/kept/file; echo c > usr/lib/dirs/one
            ln -s kept usr/share/dirs/link; echo d > usr/share/dirs/becomes-link; ln -s kept/file usr/share/dirs/becomes-file
            """));
        world.Add("app/merged-1", "", image => Fill(image, "mkdir -p lib/merged usr/lib/merged; echo l > lib/merged/l; echo u > usr/lib/merged/u"));
        world.Add("app/phases-1", AllPhases, image => Fill(image, "mkdir -p usr/share/phases; echo 1 > usr/share/phases/file; echo 1 > usr/share/phases/file-1"));
        world.Add("app/virtual-1", "", _ => { });
        world.Add("app/environment-1", "", image => Fill(image,
            """
            mkdir -p etc/env.d etc/ld.so.conf.d sbin usr/lib/private opt/lib
            printf '%s\n' '# a comment' 'PATH="/usr/sbin:/usr/bin"' "CONFIG_PROTECT='/usr/share/kept  /etc/more'" 'LDPATH="/usr/lib/private:include ld.so.conf.d/*.conf"' 'COLON_SEPARATED="OF_COLONS"' > etc/env.d/00basic
            printf '%s\n' 'PATH="/opt/bin:/usr/bin"' 'OF_COLONS="a:b"' 'EDITOR=/bin/nano' 'export LESS="-R -M"' "PROMPT='\$x'" 'SPACE_SEPARATED="OF_BLANKS"' 'EMPTY=""' > etc/env.d/50more
            printf '%s\n' 'OF_COLONS="b:c"' 'OF_BLANKS="x y"' 'EDITOR="${PAGER}"' > etc/env.d/99last
            echo 'IGNORED=1' > etc/env.d/notes; echo 'IGNORED=1' > etc/env.d/50more~; echo 'IGNORED=1' > etc/env.d/60.bak
            echo /opt/lib > etc/ld.so.conf.d/opt.conf
            if [[ -x /sbin/ldconfig ]]; then cp /sbin/ldconfig sbin/ldconfig; fi
            libraries=(/lib/*/libz.so.1 /lib/*/libacl.so.1 /lib/*/libc.so.6)
            for library in "${libraries[@]}"; do [[ ! -e $library ]] || cp -L "$library" opt/lib/; done
            """));
        world.Add("app/masked-1", "pkg_preinst() {\n\t( cd \"${ED}\" && find . | LC_ALL=C sort ) > \"${ROOT}/preinst-sees\" || die\n\tmkdir -p \"${ED}/usr/share/masked\"\n\tprintf 'x' > \"${ED}/usr/share/masked/by-preinst\"\n\ttouch -d @1700000000 \"${ED}/usr/share/masked/by-preinst\"\n}\n", image => Fill(image, MaskedScript));
        world.Add("app/unseen-1", "", image => Fill(image, MaskedScript.Replace("masked", "masked/unseen", StringComparison.Ordinal)));
        world.Add("app/ignoring-1", "", image => Fill(image, "mkdir -p usr/share/ignored/deep; echo one > usr/share/ignored/deep/file"));
        world.Add("app/ignoring-too-1", "", image => Fill(image, "mkdir -p usr/share/ignored/deep; echo two > usr/share/ignored/deep/file"));
        world.Add("app/speaking-1", "pkg_postinst() {\n\teinfo 'info'\n\telog 'an elog line'\n\tewarn 'a warning'\n}\n", image => Fill(image, "mkdir -p usr/share; echo 1 > usr/share/speaking"));
    }

    private static void AddSecond(MergeWorld world)
    {
        world.Add("app/files-2", "", image => Fill(image,
            """
            mkdir -p usr/share/files
            cd usr/share/files
            echo one > 'a name with blanks'; echo newer > changed; echo linked again > linked; echo other > linked-too
            """));
        world.Add("app/config-2", "", image => Fill(image,
            """
            mkdir -p etc/config etc/env.d
            for name in same changed changed-again deleted added; do echo "$name 2" > "etc/config/$name"; done
            echo changed > etc/config/changed-again
            : > etc/config/deleted-empty; : > etc/config/.keep
            ln -s same etc/config/link; ln -s changed etc/config/link-changed
            echo 'MASKED="2"' > etc/env.d/50masked
            """));
        world.Add("app/dirs-2", "", image => Fill(image,
            """
            mkdir -p usr/share/dirs/kept usr/share/dirs/new
            echo b > usr/share/dirs/kept/file; echo n > usr/share/dirs/new/file
            ln -s kept/file usr/share/dirs/becomes-link; echo f > usr/share/dirs/becomes-file
            """));
        world.Add("app/merged-2", "", image => Fill(image, "mkdir -p usr/lib/merged; echo l2 > usr/lib/merged/l"));
        world.Add("app/phases-2", AllPhases, image => Fill(image, "mkdir -p usr/share/phases; echo 2 > usr/share/phases/file; echo 2 > usr/share/phases/file-2"));
        world.Add("app/virtual-2", "", _ => { });
        world.Add("app/environment-2", "", image => Fill(image,
            """
            mkdir -p etc/env.d sbin usr/lib
            printf '%s\n' 'PATH="/usr/bin"' 'LDPATH="/usr/lib"' > etc/env.d/00basic
            if [[ -x /sbin/ldconfig ]]; then cp /sbin/ldconfig sbin/ldconfig; fi
            for library in /lib/*/libz.so.1; do [[ ! -e $library ]] || cp -L "$library" usr/lib/; done
            """));
    }

    private static void AddThird(MergeWorld world) => world.Add("app/config-3", "", image => Fill(image,
        """
        mkdir -p etc/config etc/env.d
        for name in same changed changed-again added; do echo "$name 2" > "etc/config/$name"; done
        echo deleted 3 > etc/config/deleted; echo something > etc/config/deleted-empty; : > etc/config/.keep
        ln -s same etc/config/link; ln -s changed etc/config/link-changed
        echo 'MASKED="3"' > etc/env.d/50masked
        """));

    private static void Fill(HostPath image, string script) => ShellAsync($"cd \"$1\"\n{script}", image).GetAwaiter().GetResult();

    private static Task<string> ShellAsync(string script, params HostPath[] arguments) =>
        new ChildProcess("bash", ["-euc", script, "bash", .. arguments.Select(argument => argument.Value)]).CaptureAsync(CancellationToken.None);
}
