using System.Diagnostics;
using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// A stage of four packages that fetch nothing: account files, a bus with an account of its own through <c>user.eclass</c>, and two that depend on it, one of
/// which wants a build tool. A real Portage builds it in a minute.
/// </summary>
public sealed class SmallStage : IAsyncLifetime, IDisposable
{
    private const string Header = "EAPI=8\nDESCRIPTION=\"a package of the tests\"\nSLOT=\"0\"\nLICENSE=\"MIT\"\nKEYWORDS=\"amd64\"\nS=\"${WORKDIR}\"\n";

    private const string Base = """
        src_install() {
        	local folder
        	for folder in bin sbin lib; do keepdir /usr/${folder}; dosym usr/${folder} /${folder}; done
        	keepdir /dev /proc /sys /var/empty
        	diropts -m0700; keepdir /root
        	diropts -m1777; keepdir /tmp
        	exeinto /usr/bin; newexe - bash <<< ''; newexe - false <<< ''; newexe - sh <<< ''
        	exeinto /usr/sbin; newexe - nologin <<< ''
        	insinto /etc; printf 'UID_MIN 1000\nGID_MIN 1000\nSYS_UID_MIN 101\nSYS_UID_MAX 999\nSYS_GID_MIN 101\nSYS_GID_MAX 999\n' | newins - login.defs
        	insinto /usr/share/base
        	printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/var/empty:/sbin/nologin\n' | newins - passwd
        	printf 'root:x:0:\nshadow:x:42:\nnobody:x:65534:\n' | newins - group
        	printf 'root:*:19000::::::\nnobody:*:19000::::::\n' | newins - shadow
        	printf 'root:*::\nshadow:!::\nnobody:!::\n' | newins - gshadow
        }
        pkg_postinst() {
        	local file
        	for file in passwd group shadow gshadow; do
        		: >> "${EROOT}/etc/${file}"
        		awk -F: 'NR == FNR { there[$1] = 1; print; next } !($1 in there)' "${EROOT}/etc/${file}" "${EROOT}/usr/share/base/${file}" > "${T}/${file}" || die
        		cat "${T}/${file}" > "${EROOT}/etc/${file}" || die
        	done
        	chgrp 42 "${EROOT}"/etc/{,g}shadow && chmod 640 "${EROOT}"/etc/{,g}shadow || die
        }
        """;

    private const string Bus = """
        inherit user
        RDEPEND="sys-apps/base"
        pkg_setup() {
        	enewgroup messagebus
        	enewuser messagebus -1 -1 -1 messagebus
        }
        src_compile() { sleep 1; }
        src_install() {
        	exeinto /usr/lib/dbus; newexe - launch-helper <<< ''
        	fowners root:messagebus /usr/lib/dbus/launch-helper
        	fperms 4754 /usr/lib/dbus/launch-helper
        }
        """;

    // As slow as it is told to be.
    private const string Client = """
        RDEPEND="sys-apps/dbus"
        src_compile() { sleep 1; [[ ! -e @SLOW@ ]] || sleep 271828; }
        src_install() {
        	insinto /usr/share/${PN}
        	newins - text <<< "${P}"
        	fowners root:messagebus /usr/share/${PN}/text
        }
        """;

    // Only to build with: it is the host's to have.
    private const string Tool = "src_install() { insinto /usr/share/stage3-small-tool; newins - tool <<< text; }";

    private const string Spec = """
        {
          "name": "small", "arch": "amd64", "engine": "any", "tree": "tree", "profile": "default",
          "world": ["app-misc/one", "app-misc/two"], "system": ["sys-apps/base"], "bootstrap": ["sys-apps/base"],
          "accounts": { "users": [{ "name": "messagebus", "group": "messagebus" }], "groups": [{ "name": "messagebus" }] },
          "archive": { "name": "stage3-amd64-small", "compression": "xz", "level": 0 }
        }
        """;

    private readonly Scratch scratch = new();

    public SmallStage()
    {
        Write("tree/profiles/repo_name", "small");
        Write("tree/profiles/arch.list", "amd64");
        Write("tree/profiles/categories", "app-misc\nsys-apps");
        Write("tree/profiles/default/eapi", "8");
        Write("tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nACCEPT_LICENSE=\"*\"\nCHOST=\"x86_64-pc-linux-gnu\"\nELIBC=\"glibc\"\nKERNEL=\"linux\"\nCONFIG_PROTECT=\"/etc\"");
        Write("tree/profiles/default/packages", "*sys-apps/base");
        Write("tree/metadata/layout.conf", "masters =\nthin-manifests = true\nuse-manifests = false");
        Write("tree/eclass/user.eclass", File.ReadAllText(ProjectRoot.File("samples/tree/eclass/user.eclass")));
        Ebuild("sys-apps/base", Base);
        Ebuild("sys-apps/dbus", Bus);
        Ebuild("app-misc/tool", Tool);
        Ebuild("app-misc/one", "BDEPEND=\"app-misc/tool\"\n" + Client.Replace("@SLOW@", Slow.Value, StringComparison.Ordinal));
        Ebuild("app-misc/two", Client.Replace("@SLOW@", Slow.Value, StringComparison.Ordinal));
        Write("specs/small.json", Spec);
    }

    internal string HostBefore { get; } = HostAccounts.Digest();

    /// <summary>What a run said that nobody disturbed, and how long it took.</summary>
    internal string Said { get; private set; } = "";

    internal TimeSpan Took { get; private set; }

    /// <summary>The request of that run.</summary>
    internal PipelineRequest Undisturbed => Request("undisturbed");

    /// <summary>Where it is, packages never end to compile.</summary>
    internal HostPath Slow => Folder / "slow";

    internal HostPath Folder => HostPath.Parse(scratch.Folder);

    public async Task InitializeAsync()
    {
        if ((Need.Missing(Need.Root) ?? Need.Missing(Need.Portage)) is not null) return;
        var clock = Stopwatch.StartNew();
        Said = await RunAsync(OnGitHub, Undisturbed, "Package");
        Took = clock.Elapsed;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Built by the Portage of STAGE3_PORTAGE, in a work folder of its own.</summary>
    internal PipelineRequest Request(string work) => new(HostPath.Parse(ProjectRoot.Folder))
    {
        Spec = Folder / "specs/small.json",
        Tree = Folder / "tree",
        WorkDir = Folder / work,
        Output = Folder / work / "output",
        Engine = EngineChoice.Portage,
        Portage = HostPath.Parse(Need.PortageCheckout),
        Jobs = Jobs.Of(2),
        SourceDateEpoch = DateTimeOffset.UnixEpoch.AddYears(50).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    internal static HostPath Chroot(PipelineRequest request) => request.WorkDir / "small/chroot";

    private void Ebuild(string package, string text) => Write($"tree/{package}/{package.Split('/')[1]}-1.ebuild", Header + text);

    /// <summary>Words in front of a program: it believes that GitHub's machinery reads what it says.</summary>
    internal static readonly string[] OnGitHub = ["env", "GITHUB_ACTIONS=true"];

    /// <summary>Words in front of a program: it has a terminal, and what is written there is in a file.</summary>
    internal static string[] OnATerminal(HostPath file) =>
        ["env", "TERM=xterm", "bash", "-c", "file=$1; shift; exec script --quiet --return --command \"stty cols 120 rows 40; ${*@Q}\" \"$file\" < /dev/null", "terminal", file.Value];

    /// <summary>Targets of the build program, as a process of its own.</summary>
    internal static BuildProgram Start(PipelineRequest request, params string[] words) => Start([], request, words);

    private static BuildProgram Start(string[] before, PipelineRequest request, string[] words) => BuildProgram.Start(
        before,
        [
            .. BuildProgram.Words(request, words[0]), .. words[1..], "--engine", "portage", .. request.Portage is { } portage ? ["--portage", portage.Value] : Array.Empty<string>(), "--jobs", "2",
        ]);

    /// <summary>Runs it to its end, which must be a good one.</summary>
    internal static Task<string> RunAsync(PipelineRequest request, params string[] words) => RunAsync([], request, words);

    internal static async Task<string> RunAsync(string[] before, PipelineRequest request, params string[] words)
    {
        using var program = Start(before, request, words);
        (await program.EndAsync(TimeSpan.FromMinutes(8))).Should().Be(0, program.Output);
        return program.Output;
    }

    public void Dispose() => scratch.Dispose();

    private void Write(string file, string text) => scratch.Write(file, text + "\n");
}
