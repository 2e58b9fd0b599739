using Stage3.Chroot.Policy;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

public sealed class PolicyTests : IDisposable
{
    private readonly SoundRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("/etc/*.conf", "/etc/a.conf", true)]
    [InlineData("/etc/*.conf", "/etc/a/b.conf", false)]
    [InlineData("/etc/**", "/etc/a/b.conf", true)]
    [InlineData("/etc/{a,b}{,-}", "/etc/b-", true)]
    [InlineData("/etc/{a,b}{,-}", "/etc/c", false)]
    [InlineData("/etc/a.b", "/etc/axb", false)]
    [InlineData("/etc/a?", "/etc/ab\n", false)]
    [InlineData("a{b", "a{b", true)]
    [InlineData("**", "", true)]
    public void A_pattern_fits_whole_paths_only(string pattern, string path, bool fits) =>
        PathPattern.Parse(pattern).Fits(path).Should().Be(fits);

    [FactNeeding(Need.Root)]
    public void An_exception_takes_the_finding_out_and_keeps_it_with_its_reason()
    {
        _root.Write("tmp/a", "");
        _root.Write("var/tmp/b", "");
        _root.Policy = ChrootPolicy.Default with { Exceptions = [new(PathPattern.Parse("leftovers/*"), PathPattern.Parse("/tmp/**"), "the test needs it")] };

        var examination = _root.Examine();

        examination.Findings.Should().ContainSingle().Which.Path.Should().Be("/var/tmp/b");
        examination.Accepted.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Finding = new { Path = "/tmp/a" }, Reason = "the test needs it" });
        ReportWriters.Text(new HtmlReportWriter(), ChrootReport.Of(examination)).Should().Contain("the test needs it");
    }

    [FactNeeding(Need.Root)]
    public void The_last_severity_that_fits_counts()
    {
        _root.Write("tmp/a", "");
        _root.Policy = ChrootPolicy.Default with
        {
            Severities = [new(PathPattern.Parse("**"), null, "nothing matters"), new(PathPattern.Parse("leftovers/*"), Severity.Error, "but this")],
        };

        _root.Examine().Fails(Severity.Error).Should().BeTrue();
        _root.Policy = _root.Policy with { Severities = [_root.Policy.Severities[0]] };
        _root.Examine().Fails(Severity.Note).Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public void A_file_that_the_specification_allows_needs_no_package()
    {
        IntegrityDefects.Install(_root);
        _root.Write("srv/site/a", "");
        _root.Policy = ChrootPolicy.Default with { Unowned = [new(PathPattern.Parse("/srv"), "put there by the operator")] };

        var examination = _root.Examine();

        examination.Findings.Should().BeEmpty();
        ReportWriters.Text(new MarkdownReportWriter(), ChrootReport.Of(examination)).Should().Contain("put there by the operator");
    }

    [FactNeeding(Need.Root)]
    public void The_report_names_everyone_who_refers_to_an_account()
    {
        _root.Write("usr/lib/systemd/system/a.service", "[Service]\nUser=messagebus\nGroup=made\n");
        _root.Write("usr/lib/sysusers.d/a.conf", "g made -\n");
        _root.Write("usr/lib/tmpfiles.d/a.conf", string.Concat(Enumerable.Repeat("d /a 0755 messagebus\n", 20)));

        var accounts = _root.Examine().Accounts;

        accounts.Should().ContainSingle(use => use.Kind == "user" && use.Name == "messagebus").Which.ReferredBy
            .Should().Equal("/usr/lib/systemd/system/a.service:2", "/usr/lib/tmpfiles.d/a.conf:1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20");
        accounts.Should().ContainSingle(use => use.Kind == "group" && use.Name == "made").Which.State.Should().Be("made at boot");
    }

    [FactNeeding(Need.Root)]
    public void Accounts_that_are_named_are_told_apart_by_what_becomes_of_them()
    {
        _root.Write("usr/lib/systemd/system/a@.service", "[Service]\nUser=%i\nGroup=ghost\nSupplementaryGroups=made bin\n");
        _root.Write("usr/lib/systemd/system/b.service", "[Service]\nDynamicUser=yes\nUser=dyn\nGroup=ghost\n");
        _root.Write("usr/lib/sysusers.d/a.conf", "g made -\n");

        _root.Examine().Accounts.Where(use => use.ReferredBy.Length > 0).Select(use => $"{use.Kind} {use.Name} {use.State}")
            .Should().Equal("group bin present", "group ghost missing", "group made made at boot", "user %i unknowable", "user dyn dynamic");
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("Debian-exim", Severity.Note)]
    [InlineData("first.last", Severity.Note)]
    [InlineData("with space", Severity.Warning)]
    [InlineData("1000", Severity.Warning)]
    public void A_name_that_pwck_lets_pass_is_a_note(string name, Severity severity)
    {
        _root.Append("etc/group", $"{name}:x:12:\n");
        _root.Append("etc/gshadow", $"{name}:!::\n");

        _root.Verify().Should().ContainSingle(finding => finding.Rule == "accounts/unusual-name").Which.Severity.Should().Be(severity);
    }

    [FactNeeding(Need.Root)]
    public void Where_no_systemd_starts_units_their_accounts_are_notes()
    {
        _root.Write("usr/lib/systemd/system/a.service", "[Service]\nUser=ghost\n");
        _root.Verify().Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);

        _root.Delete("usr/lib/systemd/systemd");

        _root.Verify().Should().ContainSingle().Which.Severity.Should().Be(Severity.Note);
    }

    [FactNeeding(Need.Root)]
    public void Packages_are_listed_with_what_they_have_and_whose_it_is()
    {
        PackageDefects.Merge(_root, "messagebus", "wheel");
        _root.Chown("var/lib/a", 101, 10);

        var examination = _root.Examine();

        examination.Findings.Should().BeEmpty();
        examination.Packages.Should().ContainSingle(share => share.Package == "sys-apps/p-1").Which.Owners.Should().Equal("messagebus:wheel 1");
    }
}
