using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>pwck(8) and grpck(8) on small roots: what they reject, we reject too.</summary>
public sealed class ShadowToolsTests
{
    public static TheoryData<string, string, string> Rejected => new()
    {
        { "etc/passwd", "bin:x:1:1:again:/bin:/bin/false", "a user twice" },
        { "etc/passwd", "games:x:12:77::/bin:/bin/false", "a primary group that is not there" },
        { "etc/passwd", "games:x:12", "a line of three fields" },
        { "etc/shadow", "ghost:*:19000::::::", "a shadow without user" },
        { "etc/group", "wheel:x:11:", "a group twice" },
        { "etc/group", "games:x:12:ghost", "a member that is not there" },
        { "etc/group", "games:x", "a line of two fields" },
        { "etc/gshadow", "ghost:!::", "a gshadow without group" },
    };

    [FactNeeding(Need.Root, "pwck", "grpck")]
    public void The_sound_root_is_sound_to_them_too()
    {
        using var root = new SoundRoot();

        RootsOwnTools.Pwck(root[""]).Concat(RootsOwnTools.Grpck(root[""])).Where(line => !line.Contains("/dev/null", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [TheoryNeeding(Need.Root, "pwck", "grpck")]
    [MemberData(nameof(Rejected))]
    public void What_they_reject_we_reject(string file, string line, string what)
    {
        using var root = new SoundRoot();
        var before = RootsOwnTools.Pwck(root[""]).Concat(RootsOwnTools.Grpck(root[""])).ToList();
        root.Append(file, line + "\n");

        RootsOwnTools.Pwck(root[""]).Concat(RootsOwnTools.Grpck(root[""])).Except(before).Should().NotBeEmpty(what);
        root.Verify().Should().Contain(finding => finding.Severity >= Severity.Warning && finding.Path == "/" + file, what);
    }
}
