using System.Text.RegularExpressions;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>The main job, as somebody on a bare machine runs it.</summary>
[Collection("sample")]
public sealed class SampleStageTests(SampleStage sample)
{
    private const string Apt = "apt-get";

    [FactNeeding(Need.Root, Apt)]
    public void The_tarball_holds_messagebus_in_its_account_files()
    {
        var root = Tarball.Read(sample.Tarball);

        root.Text("/etc/passwd").Should().MatchRegex("(?m)^messagebus:x:[0-9]+:[0-9]+:");
        root.Text("/etc/group").Should().MatchRegex("(?m)^messagebus:x:[0-9]+:");
        root.Text("/etc/shadow").Should().MatchRegex("(?m)^messagebus:[!*]");
        root.Text("/etc/gshadow").Should().MatchRegex("(?m)^messagebus:");
    }

    [FactNeeding(Need.Root, Apt)]
    public void Files_carry_the_owners_that_the_roots_own_account_files_name()
    {
        var root = Tarball.Read(sample.Tarball);
        var messagebus = uint.Parse(Regex.Match(root.Text("/etc/group"), "(?m)^messagebus:x:([0-9]+):").Groups[1].Value);

        var helper = root.Entries.Single(entry => entry.Path.ToString().EndsWith("/dbus-daemon-launch-helper", StringComparison.Ordinal));

        helper.Should().BeEquivalentTo(new { Uid = 0u, Gid = messagebus, Mode = 0b100_111_101_100 }, "dbus installs it 4754 root:messagebus");
    }

    [FactNeeding(Need.Root, Apt)]
    public void The_software_in_it_is_real()
    {
        var names = Tarball.Read(sample.Tarball).Entries.Select(entry => entry.Path.ToString()).ToHashSet();

        names.Should().Contain(["/usr/lib/systemd/systemd", "/usr/bin/dbus-daemon", "/usr/bin/bash"]);
        names.Should().Contain(name => Regex.IsMatch(name, @"^/var/db/pkg/sys-apps/dbus-[^/]+/CONTENTS$"));
        names.Should().NotContain(name => name.Contains("-MERGING-") || name.Contains("._cfg"));
    }

    [FactNeeding(Need.Root, Apt)]
    public void Beside_the_tarball_lies_its_digest()
    {
        var line = File.ReadAllText(sample.Tarball.Value + ".sha256");
        using var tarball = File.OpenRead(sample.Tarball.Value);

        line.Should().Be($"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tarball))}  {sample.Tarball.Name}\n");
    }

    [FactNeeding(Need.Root, Apt)]
    public void The_build_host_is_what_it_was() =>
        HostAccounts.Digest().Should().Be(sample.HostBefore);

    [FactNeeding(Need.Root, Apt)]
    public void Each_package_of_a_step_has_one_line_with_done_and_total() =>
        sample.FirstRun.Where(line => line.StartsWith("Merge [", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(line => Regex.IsMatch(line, @"^Merge \[ *\d+/\d+\] \d+:\d\d merged [a-z-]+/\S+$"));
}
