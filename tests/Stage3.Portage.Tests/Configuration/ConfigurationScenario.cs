using Stage3.Portage.Configuration;

namespace Stage3.Portage.Tests.Configuration;

/// <summary>A configuration, an ebuild in it, and what comes out: asked of us and of a real Portage.</summary>
internal sealed record ConfigurationScenario(string Name, string Use, string Masks = "")
{
    public Dictionary<string, string> Files { get; init; } = [];

    public string Iuse { get; init; } = "a b c";

    public string Keywords { get; init; } = "amd64";

    public string License { get; init; } = "GPL-2";

    public string Eapi { get; init; } = "8";

    public string Environment { get; init; } = "";

    public static IReadOnlyList<ConfigurationScenario> All { get; } =
    [
        new("nothing set", "amd64 elibc_glibc kernel_linux"),
        new("defaults of the ebuild", "a amd64 elibc_glibc kernel_linux") { Iuse = "+a -b c" },
        new("make.conf goes before the ebuild", "amd64 b elibc_glibc kernel_linux") { Iuse = "+a -b c", Files = { ["config/etc/portage/make.conf"] = "USE=\"-a b unknown\"\n" } },
        new("everything off in make.conf", "amd64 c") { Iuse = "+a b c", Files = { ["main/profiles/base/package.use"] = "app-misc/hello b\n", ["config/etc/portage/make.conf"] = "USE=\"-* c\"\n" } },
        new("profile variables and its package.use", "a amd64 b elibc_glibc kernel_linux")
        {
            Files = { ["main/profiles/base/make.defaults"] = "USE=\"a\"\n", ["main/profiles/base/package.use"] = "app-misc/hello b\napp-misc/other c\n" },
        },
        new("the user's package.use by weight and not by order", "amd64 c elibc_glibc kernel_linux")
        {
            Files = { ["config/etc/portage/package.use"] = "=app-misc/hello-1.0 c -b\napp-misc/hello -c b a\n>=app-misc/hello-0.5 -a\n*/* a\n" },
        },
        new("ranges: the closer one wins", "amd64 b elibc_glibc kernel_linux")
        {
            Files = { ["config/etc/portage/package.use/one"] = ">=app-misc/hello-0.9 b\n>=app-misc/hello-0.5 -b\n", ["config/etc/portage/package.use/two"] = "app-misc/*:0 b\n" },
        },
        new("environment goes last", "amd64 b elibc_glibc kernel_linux") { Files = { ["config/etc/portage/package.use"] = "app-misc/hello a -b\n" }, Environment = "-a b" },
        new("forced and masked", "a amd64 c elibc_glibc kernel_linux")
        {
            Files =
            {
                ["main/profiles/base/use.force"] = "a\nb\n", ["main/profiles/base/use.mask"] = "b\n", ["main/profiles/base/package.use.force"] = "app-misc/hello c\n",
                ["config/etc/portage/make.conf"] = "USE=\"-a -c b\"\n",
            },
        },
        new("masks of the repository and taken back by the profile", "a amd64 c elibc_glibc kernel_linux")
        {
            Files =
            {
                ["main/profiles/use.mask"] = "a\nb\n", ["main/profiles/base/use.mask"] = "-a\n", ["main/profiles/package.use.mask"] = "app-misc/hello c\n",
                ["main/profiles/base/package.use.mask"] = "app-misc/hello -c\n", ["config/etc/portage/make.conf"] = "USE=\"a b c\"\n",
            },
        },
        new("stable masks touch stable packages", "a amd64 elibc_glibc kernel_linux")
        {
            Files = { ["main/profiles/base/use.stable.mask"] = "b\n", ["main/profiles/base/package.use.stable.mask"] = "app-misc/hello c\n", ["config/etc/portage/make.conf"] = "USE=\"a b c\"\n" },
        },
        new("stable masks leave testing packages alone", "a amd64 b c elibc_glibc kernel_linux")
        {
            Keywords = "~amd64",
            Files =
            {
                ["main/profiles/base/use.stable.mask"] = "b\n", ["main/profiles/base/package.use.stable.mask"] = "app-misc/hello c\n",
                ["config/etc/portage/make.conf"] = "USE=\"a b c\"\nACCEPT_KEYWORDS=\"~amd64\"\n",
            },
        },
        new("expanded variables of profile and make.conf", "amd64 elibc_musl kernel_linux video_fbdev video_nouveau")
        {
            Iuse = "video_fbdev video_nouveau video_vesa",
            Files = { ["main/profiles/base/make.defaults"] = "VIDEO=\"vesa\"\n", ["config/etc/portage/make.conf"] = "ELIBC=musl\nVIDEO=\"nouveau fbdev radeon\"\n" },
        },
        new("expanded variables in package.use", "a amd64 elibc_glibc kernel_linux video_fbdev")
        {
            Iuse = "a video_fbdev video_vesa",
            Files = { ["main/profiles/base/make.defaults"] = "VIDEO=\"vesa\"\n", ["config/etc/portage/package.use"] = "app-misc/hello a VIDEO: -* fbdev\n" },
        },
        new("wildcards over one variable", "a amd64 elibc_glibc kernel_linux video_fbdev video_vesa")
        {
            Iuse = "a video_fbdev video_vesa", Files = { ["config/etc/portage/make.conf"] = "USE=\"a video_*\"\n" },
        },
        new("before EAPI 5 hidden flags count by themselves", "a amd64 elibc_glibc kernel_linux") { Eapi = "4", Files = { ["config/etc/portage/make.conf"] = "USE=\"a\"\n" } },
        new("not for this architecture", "amd64 elibc_glibc kernel_linux", "keyword") { Keywords = "arm64 -*" },
        new("testing is not accepted", "amd64 elibc_glibc kernel_linux", "keyword") { Keywords = "~amd64" },
        new("testing is accepted for one package", "amd64 elibc_glibc kernel_linux") { Keywords = "~amd64", Files = { ["config/etc/portage/package.accept_keywords"] = "app-misc/hello\n" } },
        new("no keywords are accepted by two stars", "amd64 elibc_glibc kernel_linux") { Keywords = "", Files = { ["config/etc/portage/package.accept_keywords"] = "*/* **\n" } },
        new("no keywords", "amd64 elibc_glibc kernel_linux", "keyword") { Keywords = "" },
        new("any stable architecture", "amd64 elibc_glibc kernel_linux") { Keywords = "arm64", Files = { ["config/etc/portage/package.accept_keywords"] = "app-misc/hello *\n" } },
        new("masked by the repository", "amd64 elibc_glibc kernel_linux", "package") { Files = { ["main/profiles/package.mask"] = "<app-misc/hello-2\n" } },
        new("unmasked by the user", "amd64 elibc_glibc kernel_linux")
        {
            Files = { ["main/profiles/package.mask"] = "<app-misc/hello-2\n", ["config/etc/portage/package.unmask"] = "=app-misc/hello-1*\n" },
        },
        new("a repository's mask is not the profile's to take back", "amd64 elibc_glibc kernel_linux", "package")
        {
            Files = { ["main/profiles/package.mask"] = "<app-misc/hello-2\n", ["main/profiles/base/package.mask"] = "-<app-misc/hello-2\n" },
        },
        new("a repository's mask taken back by the user", "amd64 elibc_glibc kernel_linux")
        {
            Files = { ["main/profiles/package.mask"] = "<app-misc/hello-2\n", ["config/etc/portage/package.mask"] = "-<app-misc/hello-2\n" },
        },
        new("a profile's mask taken back by the profile that inherits it", "amd64 elibc_glibc kernel_linux")
        {
            Files =
            {
                ["main/profiles/above/package.mask"] = "<app-misc/hello-2\n", ["main/profiles/base/parent"] = "../above\n",
                ["main/profiles/base/package.mask"] = "-<app-misc/hello-2\n",
            },
        },
        new("masked by the user", "amd64 elibc_glibc kernel_linux", "package") { Files = { ["config/etc/portage/package.mask"] = "app-misc/*::main\n" } },
        new("a licence that is not accepted", "amd64 elibc_glibc kernel_linux", "license") { License = "|| ( EVIL-1 EVIL-2 )", Files = Evil },
        new("one of two licences is enough", "amd64 elibc_glibc kernel_linux") { License = "|| ( EVIL-1 GPL-2 )", Files = Evil },
        new("a licence only with a flag", "amd64 elibc_glibc kernel_linux") { License = "GPL-2 a? ( EVIL-1 )", Files = Evil },
        new("a licence for one package", "amd64 elibc_glibc kernel_linux")
        {
            License = "EVIL-1", Files = new(Evil) { ["config/etc/portage/package.license"] = "app-misc/hello EVIL-1\n" },
        },
        new("only one group of licences", "amd64 elibc_glibc kernel_linux", "license")
        {
            License = "MIT", Files = new(Evil) { ["config/etc/portage/make.conf"] = "ACCEPT_LICENSE=\"-* @FREE\"\n" },
        },
    ];

    private static Dictionary<string, string> Evil => new() { ["main/profiles/license_groups"] = "EULA EVIL-1 @WORSE\nWORSE EVIL-2\nFREE GPL-2\n" };

    /// <summary>Puts the files into a tree; make.defaults adds to what the tree has.</summary>
    public PortageConfiguration WriteTo(ScratchTree tree)
    {
        foreach (var (path, text) in Files)
        {
            var before = path.EndsWith("make.defaults", StringComparison.Ordinal) ? File.ReadAllText((tree.Folder / path).Value) : "";
            tree.Write(path, before + text);
        }

        return tree.Configuration(Environment.Length > 0 ? [("USE", Environment)] : []);
    }
}
