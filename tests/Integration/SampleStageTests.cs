using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Stage3.Linux.Processes;
using Stage3.Portage.Accounts;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>The main job, as somebody on a bare machine runs it.</summary>
[Collection("sample")]
public sealed class SampleStageTests(SampleStage sample)
{
    private IReadOnlyDictionary<string, RootEntry> Packed => sample.Packed.Entries;

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void The_tarball_holds_messagebus_in_its_account_files()
    {
        var texts = AccountFiles.Of(sample.Tarball);

        texts["/etc/passwd"].Should().MatchRegex("(?m)^messagebus:x:[0-9]+:[0-9]+:");
        texts["/etc/group"].Should().MatchRegex("(?m)^messagebus:x:[0-9]+:");
        texts["/etc/shadow"].Should().MatchRegex("(?m)^messagebus:[!*]");
        texts["/etc/gshadow"].Should().MatchRegex("(?m)^messagebus:");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void Files_carry_the_owners_that_the_roots_own_account_files_name()
    {
        var accounts = AccountDatabase.Read(sample.Stage / "chroot");
        var (messagebus, journal) = (accounts.FindGroup("messagebus")!.Gid, accounts.FindGroup("systemd-journal")!.Gid);

        Packed.Single(each => each.Key.EndsWith("/dbus-daemon-launch-helper", StringComparison.Ordinal))
            .Value.Should().BeEquivalentTo(new { Type = "File", Mode = "4754", Owner = $"0:{messagebus}" });
        Packed["/var/log/journal"].Should().BeEquivalentTo(new { Type = "Folder", Mode = "2755", Owner = $"0:{journal}" });
        Packed.Where(each => Nameless(accounts, each.Value.Owner)).Should().BeEmpty("every owner has a name in the root's own account files");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void The_tarball_is_the_finished_chroot_entry_by_entry_but_for_what_rules_rewrite() =>
        sample.Packed.DifferencesTo(sample.Chroot, Normalised.Allows).Should().BeEmpty();

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void The_software_in_it_is_real_and_nothing_half_made_is()
    {
        Packed.Keys.Should().Contain(["/usr/lib/systemd/systemd", "/usr/bin/dbus-daemon", "/usr/bin/bash"]);
        Packed.Keys.Should().Contain(name => Regex.IsMatch(name, @"^/var/db/pkg/sys-apps/dbus-[^/]+/CONTENTS$"));
        Packed.Keys.Where(name => Regex.IsMatch(name, @"-MERGING-|/\._cfg[0-9]{4}_|\.stage3-|\.lock$|/etc/[^/]+-$|/etc/.*\.(tmp|new|bak)$")).Should().BeEmpty();
        Packed.Keys.Where(name => Regex.IsMatch(name, @"^(/var)?/tmp/(?!\.keep)")).Should().BeEmpty();
    }

    [FactNeeding(Need.Root, SampleStage.Apt, "tar", "xz")]
    public async Task GNU_tar_lists_the_tarball_and_sees_the_same_owners()
    {
        var lines = (await new ChildProcess("tar", "--numeric-owner", "--full-time", "-tvf", sample.Tarball.Value).CaptureAsync(CancellationToken.None))
            .TrimEnd('\n').Split('\n');

        lines.Should().HaveCount(Packed.Count);
        var helper = Packed.Single(each => each.Key.EndsWith("/dbus-daemon-launch-helper", StringComparison.Ordinal));
        lines.Should().ContainSingle(line => line.EndsWith(helper.Key, StringComparison.Ordinal))
            .Which.Should().StartWith($"-rwsr-xr-- {helper.Value.Owner.Replace(':', '/')} ");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void Beside_the_tarball_lies_its_digest()
    {
        var line = File.ReadAllText(sample.Tarball.Value + ".sha256");
        using var tarball = File.OpenRead(sample.Tarball.Value);

        line.Should().Be($"{Convert.ToHexStringLower(SHA256.HashData(tarball))}  {sample.Tarball.Name}\n");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void The_build_host_is_what_it_was() =>
        HostAccounts.Digest().Should().Be(sample.HostBefore);

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void Each_package_of_a_step_has_one_line_with_done_and_total()
    {
        foreach (var (step, what) in new[] { ("Prepare", "built "), ("Bootstrap", "merged"), ("Merge", "merged") })
        {
            var lines = sample.FirstRun.Where(line => line.StartsWith(step + " [", StringComparison.Ordinal)).ToList();
            lines.Should().NotBeEmpty().And.OnlyContain(line => Regex.IsMatch(line, $@"^{step} \[ *\d+/{lines.Count}\] \d+:\d\d {what} [a-z-]+/\S+$"));
        }
    }

    private static bool Nameless(AccountDatabase accounts, string owner)
    {
        var (uid, gid) = owner.Split(':') is [var user, var group] ? (Number(user), Number(group)) : throw new FormatException(owner);
        return accounts.FindUser(uid) is null || accounts.FindGroup(gid) is null;
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
