using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>Configuration that wants to hold up or to break who reads it: as long as is read at all, and as odd as can be.</summary>
public sealed class HostileTextTests : IDisposable
{
    // What is read of a text at most is 4 MiB, and reading that is a matter of a second or two; what takes a time that grows with the square of it, of hours.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SoundRoot _root = new() { Contract = Contract.AccountContract.Empty };

    public static TheoryData<string, string, string> Endless => new()
    {
        { "usr/lib/systemd/system/a.service", "[Service]\n", "\\\n" },
        { "usr/lib/udev/rules.d/a.rules", "", "OWNER \\\n" },
        { "etc/pam.d/a", "auth required pam_succeed_if.so ", "user = " },
        { "etc/pam.d/b", "auth ", "[] " },
        { "etc/security/limits.conf", "", ",,\n" },
        { "etc/security/access.conf", "+:", "() " },
        { "etc/crontab", "* * * * * ", "a " },
        { "etc/logrotate.conf", "su ", "{} " },
        { "usr/lib/tmpfiles.d/a.conf", "a /x - - - - ", "u::," },
        { "usr/lib/sysusers.d/a.conf", "u ", "\"\" " },
        { "usr/share/polkit-1/rules.d/a.rules", "", "isInGroup(   " },
        { "usr/share/dbus-1/system.d/a.conf", "", "<user>" },
        { "usr/share/dbus-1/system-services/a.service", "[D-BUS Service]\n", "User\\\n" },
        { "usr/lib/systemd/system-preset/a.preset", "enable ", "*" },
        { "usr/lib/systemd/system-preset/b.preset", "", "enable {*a,*}*\n" },
        { "etc/ld.so.conf", "include ", "*a" },
        { "etc/ld.so.conf", "", "/lib\n" },
        { "etc/locale.conf", "LANG=", "@." },
        { "etc/resolv.conf", "", "search \n" },
        { "etc/login.defs", "", "UID_MIN 0\n" },
    };

    public void Dispose() => _root.Dispose();

    [TheoryNeeding(Need.Root)]
    [MemberData(nameof(Endless))]
    public void Four_mebibytes_of_anything_are_read_in_time(string path, string start, string again)
    {
        var text = new StringBuilder(start);
        while (text.Length + again.Length < RootFiles.LargestText) text.Append(again);
        _root.Write("etc/machine-id", "");
        _root.Write(path, text.ToString());
        InTime();
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("<busconfig>", "<policy>", "</policy>", "</busconfig>")]
    [InlineData("", "<user>", "</user>", "")]
    public void Elements_in_each_other_a_hundred_thousand_deep_are_read_in_time(string start, string open, string close, string end)
    {
        _root.Write("usr/share/dbus-1/system.conf", start + string.Concat(Enumerable.Repeat(open, 100_000)) + "x" + string.Concat(Enumerable.Repeat(close, 100_000)) + end);
        InTime();
    }

    [FactNeeding(Need.Root)]
    public void Configurations_of_the_bus_that_include_one_another_are_read_to_the_last()
    {
        for (var number = 0; number < 3000; number++)
            _root.Write(string.Create(CultureInfo.InvariantCulture, $"opt/{number}.conf"), string.Create(CultureInfo.InvariantCulture, $"<busconfig><include>{number + 1}.conf</include></busconfig>"));
        _root.Write("opt/3000.conf", "<busconfig><include>0.conf</include><user>ghost</user></busconfig>");
        _root.Write("usr/share/dbus-1/system.conf", "<busconfig><include>/opt/0.conf</include></busconfig>");
        InTime().Should().ContainSingle(finding => finding.Rule == "references/dbus-user" && finding.Path == "/opt/3000.conf");
    }

    [FactNeeding(Need.Root)]
    public void Folders_of_libraries_that_include_themselves_are_read_once()
    {
        _root.Write("etc/ld.so.conf", "include ld.so.conf.d/*.conf\n");
        for (var number = 0; number < 60; number++) _root.Write(string.Create(CultureInfo.InvariantCulture, $"etc/ld.so.conf.d/{number}.conf"), "include *.conf\n");
        _root.Write("etc/ld.so.conf.d/a.conf", "include *.conf\n/opt/lib\n");
        _root.Elf("usr/bin/a", null, null, "liba.so.1");
        _root.Elf("opt/lib/liba.so.1", null, null);
        InTime().Should().BeEmpty();
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("foo@bar")]
    [InlineData("@")]
    [InlineData("foo.bar@")]
    [InlineData(".")]
    public void What_is_wanted_may_have_any_name(string name)
    {
        _root.Folder("etc/systemd/system/a.target.wants");
        File.CreateSymbolicLink(_root["etc/systemd/system/a.target.wants/x" + name], "/dev/null");
        _root.Verify().Should().ContainSingle().Which.Rule.Should().Be("policy/enabled-unit-missing");
    }

    [FactNeeding(Need.Root)]
    public void A_million_bad_lines_are_told_by_the_first_ones_and_their_number()
    {
        _root.Append("etc/passwd", new StringBuilder().Insert(0, "x\n", 1_000_000).ToString());
        var found = InTime();
        found.Should().HaveCountLessThan(10_100);
        found.Should().ContainSingle(finding => finding.Line == null && finding.Rule == "accounts/malformed-line").Which.Message.Should().Be("990000 findings more of this rule, or still more, are not listed");
    }

    private System.Collections.Immutable.ImmutableArray<Reports.Finding> InTime()
    {
        var clock = Stopwatch.StartNew();
        var verify = Task.Run(_root.Verify);
        verify.Wait(Patience).Should().BeTrue("it should end within {0}", Patience);
        clock.Elapsed.Should().BeLessThan(Patience);
        return verify.Result;
    }
}
