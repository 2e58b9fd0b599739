using Stage3.Embedded.Environments;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Environments;

/// <summary>Held to a real Portage's env-update in <c>SameRootTests</c>; here is what no comparison shows.</summary>
public sealed class EnvironmentUpdateTests
{
    [Fact]
    public async Task Files_of_the_environment_are_joined_and_written_once()
    {
        using var scratch = new Scratch();
        scratch.Write("etc/env.d/00basic", "PATH=\"/usr/bin\"\nLDPATH=\"/usr/lib/one\"\nPROMPT='$x'\n");
        scratch.Write("etc/env.d/50more", "PATH=\"/opt/bin:/usr/bin\"\nEMPTY=\"\"\n");
        scratch.Write("etc/env.d/readme", "IGNORED=1\n");
        (await UpdateAsync(scratch)).Should().BeEmpty();
        File.ReadAllText(scratch["etc/profile.env"]).Should().EndWith("\n\nexport EMPTY=''\nexport PATH='/usr/bin:/opt/bin'\nexport PROMPT=$'x'\n");
        File.ReadAllText(scratch["etc/csh.env"]).Should().EndWith("\n\nsetenv EMPTY ''\nsetenv PATH '/usr/bin:/opt/bin'\nsetenv PROMPT '$x'\n");
        File.ReadAllText(scratch["etc/environment.d/10-gentoo-env.conf"]).Should().EndWith("\n\nPATH=/usr/bin:/opt/bin\nPROMPT=$x\n");
        File.ReadAllLines(scratch["etc/ld.so.conf"]).Should().EndWith("/usr/lib/one");
        var before = Directory.GetFiles(scratch["etc"], "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        (await UpdateAsync(scratch)).Should().BeEmpty();
        Directory.GetFiles(scratch["etc"], "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc).Should().Equal(before, "nothing has changed");
    }

    [Fact]
    public async Task A_file_that_is_none_is_left_out_and_named()
    {
        using var scratch = new Scratch();
        scratch.Write("etc/env.d/00broken", "this is no assignment\n");
        scratch.Write("etc/env.d/10good", "GOOD=1\n");
        (await UpdateAsync(scratch)).Should().ContainSingle().Which.Should().Match("/etc/env.d/00broken counts for nothing in the environment: *'this' is not followed by '='*");
        File.ReadAllText(scratch["etc/profile.env"]).Should().EndWith("export GOOD='1'\n");
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_root_leads_to_nothing()
    {
        using var scratch = new Scratch();
        scratch.Write("outside/env", "OUT=1\n");
        Directory.CreateDirectory(scratch["root/etc/env.d"]);
        File.CreateSymbolicLink(scratch["root/etc/env.d/00out"], scratch["outside/env"]);
        File.CreateSymbolicLink(scratch["root/etc/environment.d"], "../../../../../real");
        Directory.CreateDirectory(scratch["root/real"]);
        (await new EnvironmentUpdate(HostPath.Parse(scratch["root"])).RunAsync(CancellationToken.None)).Should().BeEmpty();
        File.ReadAllText(scratch["root/etc/profile.env"]).Should().NotContain("OUT");
        File.Exists(scratch["root/real/10-gentoo-env.conf"]).Should().BeTrue();
    }

    [FactNeeding(Need.Root, "unshare")]
    public async Task The_cache_of_libraries_is_made_where_one_of_their_folders_has_changed()
    {
        using var scratch = new Scratch();
        scratch.Write("etc/env.d/00basic", "LDPATH=\"include ld.so.conf.d/*.conf\"\n");
        scratch.Write("etc/ld.so.conf.d/opt.conf", "/opt/lib\n");
        scratch.Write("opt/lib/one", "");
        scratch.Write("usr/lib/two", "");
        // What it was called with stands in the place of the cache.
        scratch.Write("sbin/ldconfig", "#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"$3/calls\"\n: > \"$3/etc/ld.so.cache\"\n");
        File.SetUnixFileMode(scratch["sbin/ldconfig"], (UnixFileMode)0b111_101_101);
        async Task<int> CallsAsync()
        {
            // Longer than a tick of the kernel's clock of files.
            await Task.Delay(20);
            (await UpdateAsync(scratch)).Should().BeEmpty();
            return File.ReadAllLines(scratch["calls"]).Length;
        }

        (await CallsAsync()).Should().Be(1);
        File.ReadAllText(scratch["calls"]).Should().Be($"-X -r {scratch.Folder}\n");
        (await CallsAsync()).Should().Be(1);
        scratch.Write("opt/lib/three", "");
        (await CallsAsync()).Should().Be(2);
        scratch.Write("usr/lib/three", "");
        (await CallsAsync()).Should().Be(3);
        (await CallsAsync()).Should().Be(3);
        File.WriteAllText(scratch["sbin/ldconfig"], "#!/bin/sh\necho broken >&2\nexit 3\n");
        scratch.Write("usr/lib/four", "");
        (await UpdateAsync(scratch)).Should().ContainSingle().Which.Should().Match("/etc/ld.so.cache is not up to date, for /sbin/ldconfig cannot run here: *broken*");
    }

    private static async Task<IEnumerable<string>> UpdateAsync(Scratch scratch) => await new EnvironmentUpdate(HostPath.Parse(scratch.Folder)).RunAsync(CancellationToken.None);
}
