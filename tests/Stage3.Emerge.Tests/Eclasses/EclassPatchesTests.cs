using Stage3.Emerge.Eclasses;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Eclasses;

public sealed class EclassPatchesTests : IDisposable
{
    private const string Before = "# @ECLASS\ncase ${EAPI} in 8) ;; *) die ;; esac\nenewuser() {\n\tuseradd \"$1\"\n}\negetent() {\n\tgetent \"$@\"\n}\n";
    private const string After = "# @ECLASS\ncase ${EAPI} in 8) ;; *) die ;; esac\nuseradd() {\n\tcommand useradd --prefix \"${ROOT}\" \"$@\"\n}\nenewuser() {\n\tuseradd  -r   \"$1\"\n}\negetent() {\n\tgetent \"$@\"\n}\n";

    private readonly Scratch scratch = new();

    public EclassPatchesTests()
    {
        foreach (var name in new[] { "tree", "front" })
        {
            scratch.Write($"{name}/profiles/repo_name", name);
            scratch.Write($"{name}/metadata/layout.conf", $"masters ={(name == "front" ? " tree" : "")}\n");
        }

        scratch.Write("tree/eclass/user.eclass", Before);
        scratch.Write("front/eclass/user.eclass", After);
        scratch.Write("repos.conf", $"[DEFAULT]\nmain-repo = tree\n[tree]\nlocation = {scratch["tree"]}\neclass-overrides = front\n[front]\nlocation = {scratch["front"]}\n");
    }

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task An_installed_package_with_unpatched_functions_is_found_and_one_with_patched_ones_is_not()
    {
        var patches = await EclassPatches.ReadAsync(HostPath.Parse(scratch["repos.conf"]), CancellationToken.None);
        await Installed("a/old-1", Before);
        await Installed("a/new-1", After);
        await Installed("a/other-1", "something() { :; }");
        var found = InstalledDatabase.Open(HostPath.Parse(scratch["root"])).Packages.ToDictionary(package => package.Id.ToString(), patches.Find);
        found["a/new-1"].Should().BeNull();
        found["a/other-1"].Should().BeNull("it never inherited the eclass");
        found["a/old-1"].Should().NotBeNull();
        found["a/old-1"]!.Functions.Should().Equal(["enewuser", "useradd"], "what the patch leaves alone does not count");
        found["a/old-1"]!.ToString().Should().Be("old-1 was built with user.eclass as before the patch: enewuser, useradd");
    }

    [Fact]
    public async Task Without_a_patched_eclass_no_package_is_out_of_date()
    {
        scratch.Write("repos.conf", $"[DEFAULT]\nmain-repo = tree\n[tree]\nlocation = {scratch["tree"]}\n");
        (await EclassPatches.ReadAsync(HostPath.Parse(scratch["repos.conf"]), CancellationToken.None)).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task An_eclass_that_is_patched_into_itself_touches_nothing()
    {
        scratch.Write("front/eclass/user.eclass", Before + "# a comment\n");
        (await EclassPatches.ReadAsync(HostPath.Parse(scratch["repos.conf"]), CancellationToken.None)).IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData(".gpkg.tar")]
    [InlineData(".tbz2")]
    public async Task A_binary_package_of_either_format_is_looked_into(string ending)
    {
        var patches = await EclassPatches.ReadAsync(HostPath.Parse(scratch["repos.conf"]), CancellationToken.None);
        patches.Find(await Packed("old-1", ending, Before), CancellationToken.None)!.Functions.Should().Equal("enewuser", "useradd");
        patches.Find(await Packed("new-1", ending, After), CancellationToken.None).Should().BeNull();
    }

    [Fact]
    public void Functions_are_read_as_they_stand_and_never_run()
    {
        var functions = ShellFunctions.In("touch /nowhere\none () \n{ \n    if true; then\n        echo '}';\n    fi\n}\n\tinner() {\n\t}\ntwo() { echo 2; }\nfunction three() {\n\t:\n}\nhalf() {\n");
        functions.Keys.Should().Equal("one", "three", "two");
        functions["two"].Should().Be("two() { echo 2; }");
    }

    /// <summary>The environment as Portage saves it: what bash prints of all functions, compressed.</summary>
    private async Task<string> EnvironmentAsync(string eclass)
    {
        var file = scratch.Write("environment.bash", "EAPI=8\n" + eclass);
        await new ChildProcess("bash", "--norc", "-c", $"source '{file}'; declare -f > '{scratch["environment"]}'; bzip2 -f '{scratch["environment"]}'").RunAsync(CancellationToken.None);
        return scratch["environment.bz2"];
    }

    private async Task Installed(string package, string eclass)
    {
        var folder = Directory.CreateDirectory(scratch[$"root/var/db/pkg/{package}"]).FullName;
        File.Copy(await EnvironmentAsync(eclass), Path.Combine(folder, "environment.bz2"));
        File.WriteAllText(Path.Combine(folder, "PF"), package.Split('/')[1] + "\n");
    }

    private async Task<HostPath> Packed(string name, string ending, string eclass) =>
        PackageFiles.Write(HostPath.Parse(Directory.CreateDirectory(scratch["packages/a"]).FullName) / $"{name}{ending}", name, await File.ReadAllBytesAsync(await EnvironmentAsync(eclass)));
}
