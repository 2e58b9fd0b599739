using Stage3.Boot;
using Stage3.Linux;
using Stage3.Reports;

namespace Stage3.Tests.Boot;

public sealed class BootFindingsTests
{
    private static readonly HostPath Console = HostPath.Parse("/build/boot/console.log");

    private static readonly BootReport Good = new()
    {
        ReachedMultiUser = true,
        BusId = "669c68252d729e981397fb706b040e81",
        BusUid = 104,
        FailedUnits = [],
        UnfinishedJobs = 0,
        Uptime = TimeSpan.FromSeconds(11),
    };

    [Fact]
    public void A_good_boot_has_no_findings() => Of(Good).Should().BeEmpty();

    [Fact]
    public void All_that_is_wrong_is_found_at_once() =>
        Of(Good with { ReachedMultiUser = false, BusId = null, BusUid = 0, FailedUnits = ["a.service", "b.mount"], UnfinishedJobs = 1 })
            .Select(finding => (finding.Severity, finding.Message)).Should().Equal(
                (Severity.Error, "the system bus does not answer"),
                (Severity.Error, "the system bus runs as user 0, but messagebus is 104"),
                (Severity.Error, "multi-user.target was not reached"),
                (Severity.Error, "a.service failed"),
                (Severity.Error, "b.mount failed"),
                (Severity.Warning, "1 jobs had not ended half a minute after the boot"));

    [Fact]
    public void A_root_without_messagebus_is_told_to_patch_the_eclass() =>
        Of(Good, messagebus: null).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Rule = "boot/bus-account",
            Message = "there is no user messagebus",
            Path = "/etc/passwd",
            Remedy = "see that dbus was built with the patched user.eclass",
        });

    [Fact]
    public void A_root_that_gives_no_answer_is_an_error_that_names_the_log() =>
        BootFindings.Of(new NotBooted("no answer came within 300 s", Console)).Should().ContainSingle()
            .Which.Should().Be(new Finding("boot/no-answer", Severity.Error, "no answer came within 300 s", null, null, $"read the console's log: {Console}"));

    [Fact]
    public void A_skipped_test_is_a_note_that_says_why_and_fails_nothing() =>
        BootFindings.Of(new BootSkipped("there is no network")).Should().ContainSingle()
            .Which.Should().Be(new Finding("boot/skipped", Severity.Note, "the root was not booted", null, null, "there is no network"));

    private static System.Collections.Immutable.ImmutableArray<Finding> Of(BootReport report, uint? messagebus = 104) =>
        BootFindings.Of(new Booted(report, messagebus, Accelerator.Emulation, Console));
}
