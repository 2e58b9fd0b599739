using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Tests.Plans;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Tests.Logs;

public class RecordedLogTests
{
    public static TheoryData<string> Versions => [.. Recorded.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_log_tells_who_began_was_built_merged_and_finished(string version)
    {
        var entries = File.ReadLines(Recorded.File(version, "emerge.log")).Select(line => EmergeLogEntry.TryParse(line, out var entry) ? entry : null).OfType<EmergeLogEntry>().ToList();
        entries.Where(entry => entry.Package.Name.Name == "lib").Select(entry => entry.Stage).Should().Equal(EmergeLogStage.Begun, EmergeLogStage.Building, EmergeLogStage.Merging, EmergeLogStage.Finished);
        entries.Where(entry => entry.Package.Name.Name == "fails").Select(entry => entry.Stage).Should().Equal([EmergeLogStage.Begun, EmergeLogStage.Building], "it never finished");
        entries.Should().Contain(entry => entry.Stage == EmergeLogStage.Unpacking && entry.Package.ToString() == "app-misc/talks-1");
        entries.Should().OnlyContain(entry => entry.Number >= 1 && entry.Number <= entry.Total && (entry.Root == null || entry.Root == "/stage/chroot" || entry.Root == "/stage/chroot/"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Times_are_of_builds_and_of_binary_packages_apart(string version)
    {
        var times = BuildTimes.Read(Linux.HostPath.Parse(Recorded.File(version, "emerge.log")));
        var talks = PackageName.Parse("app-misc/talks");
        times.Of(talks, PackageOrigin.Source).Should().NotBeNull();
        times.Of(talks, PackageOrigin.Binary).Should().NotBeNull();
        times.Of(PackageName.Parse("app-misc/fails"), PackageOrigin.Source).Should().BeNull("it never finished");
    }

    [Fact]
    public void The_middle_one_of_several_times_counts_and_what_never_ran_is_counted_as_unknown()
    {
        string[] lines =
        [
            "100:  >>> emerge (1 of 2) a/b-1 to /r/", "104:  ::: completed emerge (1 of 2) a/b-1 to /r/", "200:  >>> emerge (1 of 1) a/b-2 to /r/", "260:  ::: completed emerge (1 of 1) a/b-2 to /r/",
            "300:  >>> emerge (1 of 1) a/b-2 to /r/", "306:  ::: completed emerge (1 of 1) a/b-2 to /r/", "400:  >>> emerge (2 of 2) a/c-2 to /r/", "bad line",
        ];
        var plan = new EmergePlan([.. new[] { "a/b-3", "a/c-2" }.Select(id => new PlannedPackage(PackageId.Parse(id), PackageOrigin.Source, "x", [], null, "emerge"))], []);
        BuildTimes.Of(lines).Of(plan).Should().Be((TimeSpan.FromSeconds(6), 1));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Messages_keep_the_command_that_said_them(string version) =>
        ElogFile.Messages(PackageId.Parse("app-misc/talks-1"), File.ReadLines(Recorded.File(version, "talks.elog"))).Select(message => (message.Level, message.Text)).Should().Equal(
            ("elog", "read me"), ("ewarn", "beware"), ("eerror", "bad"), ("eqawarn", "quality"));
}
