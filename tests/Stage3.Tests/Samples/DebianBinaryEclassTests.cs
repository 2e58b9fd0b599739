using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Tests.Samples;

/// <summary>The sample tree's fetching, with the real apt and dpkg-deb and a package source of our own.</summary>
public sealed class DebianBinaryEclassTests : IDisposable
{
    /// <summary>The few functions of a package manager that the eclass calls, and one phase.</summary>
    private const string PackageManager = """
        die() { echo "died: $*"; exit 1; }
        einfo() { echo "$*"; }
        ewarn() { echo "$*"; }
        eerror() { echo "$*"; }
        addwrite() { :; }
        docompress() { :; }
        diropts() { :; }
        keepdir() { touch "${ED}$1/.keep"; }
        EXPORT_FUNCTIONS() { :; }
        ECLASS=debian-binary
        DEBIAN_PACKAGES=( $1 )
        source "$2"
        debian-binary_src_unpack && debian-binary_src_install
        """;

    private readonly Scratch _scratch = new();

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_package_is_installed_below_usr_without_its_scripts()
    {
        var repository = await RepositoryAsync();

        var (exit, output) = await BuildAsync(repository, "hello");

        exit.Should().Be(0, output);
        File.ReadAllText(_scratch["image/usr/bin/hello"]).Should().Be("hello");
        File.ResolveLinkTarget(_scratch["image/usr/bin/greet"], false)!.Name.Should().Be("hello");
        File.Exists(_scratch["image/var/lib/hello/.keep"]).Should().BeTrue("an empty folder would be dropped");
        Directory.Exists(_scratch["image/bin"]).Should().BeFalse("that link is baselayout's");
        Directory.Exists(_scratch["image/usr/sbin"]).Should().BeFalse("nothing is in it");
        File.Exists(_scratch["trace"]).Should().BeFalse("no maintainer script runs");
        output.Should().Contain("Fetching hello=1:2.10-3");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task What_was_fetched_before_is_used_again_without_its_source()
    {
        var repository = await RepositoryAsync();
        await BuildAsync(repository, "hello");
        repository.Close();

        var (exit, output) = await BuildAsync(repository, "hello");

        exit.Should().Be(0, output);
        output.Should().NotContain("Fetching").And.NotContain("Asking");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_source_that_does_not_answer_does_no_harm_where_another_has_the_package()
    {
        var repository = await RepositoryAsync();
        await File.AppendAllTextAsync(_scratch["source/sources.list"], $"deb [trusted=yes] file:{_scratch["nowhere"]} ./\n");

        var first = await BuildAsync(repository, "hello");
        var second = await BuildAsync(repository, "hello");

        first.Exit.Should().Be(0, first.Output);
        first.Output.Should().Contain("Not all package lists could be renewed");
        second.Output.Should().NotContain("Asking", "waiting for it once is enough");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_kept_package_that_was_changed_is_fetched_anew()
    {
        var repository = await RepositoryAsync();
        await BuildAsync(repository, "hello");
        var kept = Directory.EnumerateFiles(_scratch["store/amd64/packages"]).Should().ContainSingle().Subject;
        var good = await File.ReadAllBytesAsync(kept);
        await File.WriteAllTextAsync(kept, "somebody else's");

        var (exit, output) = await BuildAsync(repository, "hello");

        exit.Should().Be(0, output);
        (await File.ReadAllBytesAsync(kept)).Should().Equal(good);
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_package_that_is_not_what_its_record_says_is_refused_and_not_kept()
    {
        var repository = await RepositoryAsync();
        var index = (await File.ReadAllTextAsync(_scratch["source/Packages"])).Split("SHA256: ");
        await File.WriteAllTextAsync(_scratch["source/Packages"], $"{index[0]}SHA256: {new string('0', 64)}\n\n");

        var (exit, output) = await BuildAsync(repository, "hello");

        exit.Should().Be(1);
        output.Should().Contain("died: apt-get download hello=1:2.10-3 failed").And.Contain("Hash Sum mismatch").And.Contain("What to do: ");
        Directory.EnumerateFileSystemEntries(_scratch["store/amd64/packages"]).Should().BeEmpty();
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task All_packages_that_the_sources_do_not_have_are_named_at_once()
    {
        var (exit, output) = await BuildAsync(await RepositoryAsync(), "hello nosuch1 nosuch2");

        exit.Should().Be(1);
        output.Should().Contain("died: the machine's package sources have no nosuch1 nosuch2")
            .And.Contain("Where:      app-misc/hello-2.10").And.Contain("What to do: see apt's messages above");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_source_without_a_signature_is_not_believed()
    {
        var (exit, output) = await BuildAsync(await RepositoryAsync(trusted: false), "hello");

        exit.Should().Be(1);
        output.Should().Contain("does not have a Release file").And.Contain("died: the machine's package sources have no hello");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task A_version_that_the_ebuild_was_not_written_for_is_refused()
    {
        var (exit, output) = await BuildAsync(await RepositoryAsync(), "hello", "2.1");

        exit.Should().Be(1);
        output.Should().Contain("died: hello is version 2.10-3, this ebuild is for 2.1");
    }

    [FactNeeding("apt-get", "dpkg-deb")]
    public async Task Builds_at_the_same_time_ask_for_the_lists_once()
    {
        var repository = await RepositoryAsync();

        var builds = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => BuildAsync(repository, "hello", image: $"image{number}")));

        builds.Should().OnlyContain(build => build.Exit == 0);
        builds.Count(build => build.Output.Contains("Asking", StringComparison.Ordinal)).Should().Be(1);
    }

    public void Dispose() => _scratch.Dispose();

    private async Task<AptRepository> RepositoryAsync(bool trusted = true)
    {
        _scratch.Write("content/bin/hello", "hello");
        Directory.CreateDirectory(_scratch["content/var/lib/hello"]);
        File.CreateSymbolicLink(_scratch["content/bin/greet"], "hello");
        var repository = new AptRepository(_scratch["source"], trusted);
        await repository.AddAsync("hello", "1:2.10-3", _scratch["content"], _scratch["trace"]);
        return repository;
    }

    private async Task<(int Exit, string Output)> BuildAsync(AptRepository repository, string packages, string version = "2.10", string image = "image")
    {
        var work = Directory.CreateDirectory(_scratch[$"{image}.work"]).FullName;
        if (Directory.Exists(_scratch[image])) Directory.Delete(_scratch[image], recursive: true);
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(_scratch[image]);
        var output = new System.Text.StringBuilder();
        var bash = new ChildProcess("bash", "-c", PackageManager, "bash", packages, ProjectRoot.File("samples/tree/eclass/debian-binary.eclass"))
        {
            Environment = ChildEnvironment.Clean.With(new Dictionary<string, string>
            {
                ["EAPI"] = "8", ["ARCH"] = "amd64", ["CATEGORY"] = "app-misc", ["PN"] = "hello", ["PV"] = version, ["PF"] = $"hello-{version}",
                ["WORKDIR"] = work, ["ED"] = _scratch[image], ["STAGE3_APT_CACHE"] = _scratch["store"], ["APT_CONFIG"] = repository.Configuration,
            }),
            OnLine = line => output.AppendLine(line.Text),
        };
        var exit = await bash.ExitAsync(CancellationToken.None);
        return (exit.Code, output.ToString());
    }
}
