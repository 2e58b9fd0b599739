using System.Text;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.Verdicts;

/// <summary>Forks and overlays, whose eclasses lean on others: of the same tree, of a master, or of nobody that is known.</summary>
public sealed class OverlayVerdictTests : IDisposable
{
    private const string OldAcctUser = """
        # @ECLASS: acct-user.eclass
        inherit user

        acct-user_add_deps() { :; }
        acct-user_src_install() { keepdir "${ACCT_USER_HOME}"; }

        acct-user_pkg_preinst() {
        	enewuser -F -M "${PN}" "${ACCT_USER_ID}" -1 "${ACCT_USER_HOME}" "${ACCT_USER_GROUPS[0]}"
        	local ACCT_USER_HOME_OWNER=${PN}
        	if true; then
        		if [[ -z ${ACCT_USER_HOME_OWNER} ]]; then
        			die
        		fi
        		fowners "${ACCT_USER_HOME_OWNER}" "${ACCT_USER_HOME}"
        	fi
        }

        """;

    private static readonly PatchSeries Series = PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches")));

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [FactNeeding(Need.Root)]
    public async Task An_eclass_is_judged_with_what_it_inherits_under_any_name()
    {
        scratch.Write("tree/eclass/other-info.eclass", Eras.OldInfo);
        scratch.Write("tree/eclass/user.eclass", Eras.Split.Replace("inherit user-info", "inherit \\\n\tother-info # look-ups", StringComparison.Ordinal));
        scratch.Write("tree/eclass/unrelated.eclass", "exit 1");

        var judgement = await TreeAsync("tree");

        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
        judgement.Eclasses.Files.Select(file => file.Name).Should().Equal("other-info.eclass", "user.eclass");
    }

    [FactNeeding(Need.Root)]
    public async Task An_overlay_that_inherits_from_a_master_is_judged_with_the_masters_eclass()
    {
        scratch.Write("main/profiles/repo_name", "gentoo\n");
        scratch.Write("main/eclass/user-info.eclass", Eras.OldInfo);
        scratch.Write("overlay/metadata/layout.conf", "masters = gentoo\n");
        scratch.Write("overlay/eclass/user.eclass", Eras.Split);

        var judgement = await TreeAsync("overlay", "main");

        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
        judgement.Detail.Should().Contain("user-info.eclass is of the master gentoo");
        judgement.Patched.Should().ContainSingle("a master's eclass is the master's").Which.Name.Should().Be("user.eclass");
        judgement.Before!.Subjects.Select(subject => subject.Subject).Should().Equal("user");
    }

    [FactNeeding(Need.Root)]
    public async Task A_master_that_honours_root_is_not_patched_for_an_overlay_that_does_not()
    {
        scratch.Write("main/profiles/repo_name", "gentoo\n");
        scratch.Write("main/eclass/user-info.eclass", Eras.NativeInfo);
        scratch.Write("overlay/eclass/user.eclass", Eras.Split);

        var judgement = await TreeAsync("overlay", "main");

        judgement.Verdict.Should().Be(EclassVerdict.HalfAware, judgement.Detail);
        judgement.Detail.Should().Contain("user.eclass/root-aware.patch makes it whole");
    }

    [FactNeeding(Need.Root)]
    public async Task Masters_that_nobody_named_are_stood_in_for_and_the_detail_says_so()
    {
        var old = await JudgeAsync(("user.eclass", Eras.Split));
        old.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, old.Detail);
        old.Detail.Should().EndWith("user-info.eclass is a plain one that stands in for a master's");

        var accounts = await JudgeAsync(("acct-user.eclass", OldAcctUser));
        accounts.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, accounts.Detail);
        accounts.Detail.Should().Contain("user.eclass/root-aware.patch for a master's");
        accounts.Attempts.Should().ContainSingle().Which.Patch.File.Should().Be("acct-user.eclass/home-owner-2019.patch");

        var native = await JudgeAsync(("acct-user.eclass", Eras.NativeAcctUser));
        native.Verdict.Should().Be(EclassVerdict.Moved, native.Detail);
        native.Detail.Should().EndWith("user-info.eclass is one that honours ROOT and stands in for a master's");
    }

    [FactNeeding(Need.Root)]
    public async Task An_eclass_older_than_EAPI_7_is_judged_by_the_EAPIs_that_it_was_made_for()
    {
        var chroots = Eras.Early.Replace("groupadd \"", "groupadd -R ${ROOT} \"", StringComparison.Ordinal).Replace("useradd \"", "useradd -R ${ROOT} \"", StringComparison.Ordinal)
            .Replace("usermod -d", "usermod -R ${ROOT} -d", StringComparison.Ordinal);

        var judgement = await JudgeAsync(("user.eclass", chroots));
        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
        judgement.Detail.Should().EndWith("user.eclass is older than EAPI 7, in which it fails on the running system too");

        const string Guard = "case ${EAPI} in 5|6|7) ;; *) die \"EAPI ${EAPI}\" ;; esac\n";
        judgement = await JudgeAsync(("user.eclass", Guard + chroots));
        judgement.Verdict.Should().Be(EclassVerdict.Broken, "it says that it is for EAPI 7");
        judgement.Detail.Should().StartWith("user.eclass fails on the running system, EAPI 7: new-group died: groupadd newgroup");
    }

    [FactNeeding(Need.Root)]
    public async Task An_eclass_that_runs_the_programs_inside_of_root_is_half_aware_until_it_is_patched()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Early
            .Replace("\tgetent ", "\tif [[ -n ${ROOT%/} ]]; then grep \"^$2:\" \"${ROOT%/}/etc/$1\"; return; fi; getent ", StringComparison.Ordinal)
            .Replace("groupadd \"", "chroot \"${ROOT:-/}\" groupadd \"", StringComparison.Ordinal)
            .Replace("useradd \"", "chroot \"${ROOT:-/}\" useradd \"", StringComparison.Ordinal)));

        judgement.Verdict.Should().Be(EclassVerdict.HalfAware, judgement.Detail);
        judgement.Detail.Should().Be("user.eclass: enewgroup dies; user.eclass/root-aware.patch makes it whole");
    }

    [FactNeeding(Need.Root, "awk")]
    public async Task An_eclass_may_use_awk()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Early.Replace("getent \"$1\" \"$2\"", "getent \"$1\" | awk -F: -v key=\"$2\" '$1 == key || $3 == key'", StringComparison.Ordinal)));

        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
    }

    [FactNeeding(Need.Root)]
    public async Task An_eclass_that_makes_what_its_profile_lists_on_both_sides_is_half_aware()
    {
        var judgement = await JudgeAsync(("user.eclass", """
            # @ECLASS: user.eclass
            egetent() { grep -E "^($2:|[^:]*:[^:]*:$2:)" "${ROOT%/}/etc/$1"; }
            _listed() { [[ -f $(portageq get_repo_path "${ROOT:-/}" "$(portageq get_repos "${ROOT:-/}")")/profiles/base/accounts/$1/$2 ]] || die "$2 is not listed"; }
            _write() { [[ -n $(grep "^$3:" "$1/etc/$2") ]] || echo "$3:$4" >> "$1/etc/$2"; }

            # @FUNCTION: enewgroup
            enewgroup() { _listed group "$1"; _write "" group "$1" '!:412:'; _write "${ROOT%/}" group "$1" '!:412:'; }

            # @FUNCTION: enewuser
            enewuser() { _listed user "$1"; _write "" passwd "$1" '!:410:412::/:/bin/false'; _write "${ROOT%/}" passwd "$1" '!:410:412::/:/bin/false'; }

            """));

        judgement.Verdict.Should().Be(EclassVerdict.HalfAware, judgement.Detail);
        judgement.Detail.Should().Be("user.eclass: enewgroup writes the host; patched, user.eclass: enewgroup writes the host");
    }

    private async Task<EclassJudgement> TreeAsync(params string[] folders)
    {
        var paths = folders.Select(folder => HostPath.Parse(scratch[folder]));
        return (await new PatchVerifier(Series, 0, Probes.Shared).TreesAsync(paths, CancellationToken.None))[0].Judgement;
    }

    private static Task<EclassJudgement> JudgeAsync(params (string Name, string Text)[] files) => new EclassJudge(Series, Probes.Shared).JudgeAsync(
        new EclassSet(files.Select(file => new EclassFile(file.Name, Encoding.UTF8.GetBytes(file.Text)))), CancellationToken.None);
}
