using Stage3.Boot;

namespace Stage3.Tests.Boot;

public sealed class BootAnswersTests
{
    private const string Good = """
        stage3-answers-begin
        multi-user.target=active
        bus-id=s "669c68252d729e981397fb706b040e81"
        bus-uid=104
        jobs=0
        uptime=41.35
        stage3-answers-end

        """;

    [Fact]
    public void Answers_of_a_good_boot_are_read() =>
        BootAnswers.Parse(Good).Should().BeEquivalentTo(new BootReport
        {
            ReachedMultiUser = true,
            BusId = "669c68252d729e981397fb706b040e81",
            BusUid = 104,
            FailedUnits = [],
            UnfinishedJobs = 0,
            Uptime = TimeSpan.FromSeconds(41.35),
        });

    [Fact]
    public void Line_ends_of_a_terminal_and_noise_around_the_marks_do_no_harm() =>
        BootAnswers.Parse("[  OK  ] something\r\n" + Good.Replace("\n", "\r\n", StringComparison.Ordinal) + "reboot: Power down\r\n")
            .Should().BeEquivalentTo(BootAnswers.Parse(Good));

    [Theory]
    [InlineData("")]
    [InlineData("stage3-answers-begin\nmulti-user.target=active\n")] // cut off
    [InlineData("multi-user.target=active\nstage3-answers-end\n")]
    [InlineData("stage3-answers-end\nstage3-answers-begin\n")]
    public void Answers_without_both_marks_are_none(string text) => BootAnswers.Parse(text).Should().BeNull();

    [Fact]
    public void A_root_where_nothing_works_is_read_as_that() =>
        BootAnswers.Parse("""
            stage3-answers-begin
            multi-user.target=inactive
            bus-id=
            bus-uid=
            failed=dbus.socket
            failed=dbus.service
            jobs=2
            uptime=60.01
            stage3-answers-end
            """).Should().BeEquivalentTo(new BootReport
        {
            ReachedMultiUser = false,
            BusId = null,
            BusUid = null,
            FailedUnits = ["dbus.service", "dbus.socket"],
            UnfinishedJobs = 2,
            Uptime = TimeSpan.FromSeconds(60.01),
        });

    [Theory]
    [InlineData("Call failed: Connection refused")]
    [InlineData("s \"not an id\"")]
    [InlineData("s \"669c68252d729e981397fb706b040e81\" and more")]
    public void What_is_no_bus_id_is_no_answer_of_the_bus(string answer) =>
        BootAnswers.Parse($"stage3-answers-begin\nbus-id={answer}\nstage3-answers-end\n")!.BusId.Should().BeNull();
}
