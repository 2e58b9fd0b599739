using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;
using Stage3.Portage.Profiles;
using Stage3.Portage.Repositories;
using Stage3.Testing;

namespace Stage3.Portage.Tests;

/// <summary>A small world of a test's own: repositories, a configuration, a root; all in one folder.</summary>
internal sealed class ScratchTree : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly List<string> sections = [];

    public ScratchTree()
    {
        Repository("main", "metadata/layout.conf", "masters =\nprofile-formats = portage-2 profile-set\n");
        Write("main/profiles/arch.list", "amd64\narm64\n");
        Write("main/profiles/categories", "app-misc\nsys-apps\n");
        Write("main/profiles/base/make.defaults", """
            ARCH="amd64"
            ACCEPT_KEYWORDS="amd64"
            CHOST="x86_64-pc-linux-gnu"
            USE_EXPAND="ELIBC KERNEL VIDEO"
            USE_EXPAND_HIDDEN="ELIBC KERNEL"
            USE_EXPAND_IMPLICIT="ARCH ELIBC KERNEL"
            USE_EXPAND_UNPREFIXED="ARCH"
            USE_EXPAND_VALUES_ARCH="amd64 arm64"
            USE_EXPAND_VALUES_ELIBC="glibc musl"
            USE_EXPAND_VALUES_KERNEL="linux"
            ELIBC="glibc"
            KERNEL="linux"
            IUSE_IMPLICIT="prefix"

            """);
        Write("main/profiles/base/eapi", "8\n");
        Write("config/etc/portage/make.conf", "");
        SelectProfile("main/profiles/base");
        Root.EnsureFolder();
    }

    public HostPath Folder => HostPath.Parse(scratch.Folder);

    public HostPath ConfigRoot => Folder / "config";

    public HostPath Root => Folder / "root";

    public HostPath Write(string relative, string text) => HostPath.Parse(scratch.Write(relative, text));

    /// <summary>Declares a repository and writes its name and one further file.</summary>
    public void Repository(string name, string file, string text, string declaration = "")
    {
        Write($"{name}/profiles/repo_name", $"{name}\n");
        Write($"{name}/{file}", text);
        sections.Add($"[{name}]\nlocation = {Folder / name}\n{declaration}");
        WriteReposConf();
    }

    public void SelectProfile(string relative)
    {
        var link = (ConfigRoot / "etc/portage/make.profile").Value;
        if (Directory.Exists(link)) Directory.Delete(link);
        Directory.CreateSymbolicLink(link, (Folder / relative).Value);
    }

    public RepositorySet Repositories() => RepositorySet.Open(ReposConf.Read(ConfigRoot / "etc/portage/repos.conf"));

    public ProfileChain Profile() => ProfileChain.OfConfiguration(ConfigRoot, Repositories());

    public PortageConfiguration Configuration(params (string Name, string Value)[] environment) =>
        PortageConfiguration.Read(new ConfigurationSource(ConfigRoot, Root, Repositories())
        {
            Environment = environment.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        });

    /// <summary>An ebuild's metadata, with the keys that a test cares for.</summary>
    public static EbuildMetadata Metadata(string iuse = "", string keywords = "amd64", string eapi = "8", params (string Name, string Value)[] more) =>
        EbuildMetadata.Parse(new Dictionary<string, string>(more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
        {
            ["EAPI"] = eapi, ["SLOT"] = "0", ["IUSE"] = iuse, ["KEYWORDS"] = keywords,
        });

    public static ConfiguredPackage Ask(PortageConfiguration configuration, EbuildMetadata metadata, string id = "app-misc/hello-1.0") =>
        configuration.For(PackageId.Parse(id), metadata, RepositoryName.Parse("main"));

    public void Dispose() => scratch.Dispose();

    private void WriteReposConf() => Write("config/etc/portage/repos.conf", $"[DEFAULT]\nmain-repo = main\n\n{string.Join("\n", sections)}");
}
