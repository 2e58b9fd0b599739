using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Linux;

namespace Stage3.Emerge.Tests.Plans;

/// <summary>Plans are read alike of every Portage that was recorded.</summary>
public class RecordedPlanTests
{
    public static TheoryData<string> Versions => [.. Recorded.Versions];

    private static PretendOutput Read(string version, string name) => PretendOutput.Parse(Recorded.Text(version, name), HostPath.Parse("/stage/chroot"));

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_is_new_has_its_letters_slot_and_flags(string version)
    {
        var plan = Read(version, "new.txt");
        plan.Obstacles.Should().BeEmpty();
        plan.Elsewhere.Select(package => package.Id.ToString()).Should().Equal("dev-libs/tool-0.1");
        plan.Packages.Should().OnlyContain(package => package.Reason == PlanReason.New && package.Origin == PackageOrigin.Source && package.Repository == "rec" && package.Replaces == null);
        plan.Packages.Select(package => (package.Id.ToString(), package.Slot, package.Marks)).Should().BeEquivalentTo(
        [
            ("dev-libs/lib-2.0", "2/8", PlanMarks.None), ("app-misc/plain-2-r1", "0/2", PlanMarks.None),
            ("app-misc/live-9999", "0", PlanMarks.Interactive), ("app-misc/restricted-1", "0", PlanMarks.FetchedByHand),
        ]);
        var plain = plan.Packages.Single(package => package.Id.Name.Name == "plain");
        plain.Flags.Select(flag => flag.ToString()).Should().Equal("forced", "new", "-off", "-python_targets_a", "-python_targets_b");
        plain.Use.Should().Equal("forced", "new");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_root_may_have_spaces_in_its_name(string version)
    {
        var said = Recorded.Text(version, "new.txt").Replace("/stage/chroot", "/the stage/ch root", StringComparison.Ordinal);

        PretendOutput.Parse(said, HostPath.Parse("/the stage/ch root")).Packages.Select(package => package.ToString()).Should().Equal(Read(version, "new.txt").Packages.Select(package => package.ToString()));
        PretendOutput.Parse(said, HostPath.Parse("/the")).Packages.Should().BeEmpty("another root is not this one");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_is_for_the_running_system_stands_apart(string version)
    {
        var plan = Read(version, "host.txt");
        plan.Elsewhere.Should().ContainSingle().Which.Should().Match<PlannedPackage>(tool => tool.Id.ToString() == "dev-libs/tool-0.1" && tool.Elsewhere!.Value == "/");
        plan.Packages.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_update_names_what_it_replaces_and_every_change_of_USE(string version)
    {
        var plan = Read(version, "update.txt");
        var (lib, plain) = (plan.Packages.Single(package => package.Id.Name.Name == "lib"), plan.Packages.Single(package => package.Id.Name.Name == "plain"));
        (lib.Reason, lib.Replaces).Should().Be((PlanReason.NewSlot, null), "the other slot stays");
        (plain.Reason, plain.Replaces?.ToString()).Should().Be((PlanReason.Update, "app-misc/plain-1"));
        plain.Flags.Should().Equal(
            new PlannedFlag("forced", true, Changed: true, Listed: true, Forced: false),
            new PlannedFlag("new", true, Changed: true, Listed: true, Forced: false),
            new PlannedFlag("off", false, Changed: false, Listed: true, Forced: false),
            new PlannedFlag("old", false, Changed: false, Listed: true, Forced: true),
            new PlannedFlag("python_targets_a", false, Changed: false, Listed: true, Forced: false),
            new PlannedFlag("python_targets_b", false, Changed: false, Listed: true, Forced: false));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_is_merged_again_replaces_itself_and_what_makes_way_is_removed(string version)
    {
        Read(version, "reinstall.txt").Packages.Should().ContainSingle().Which.Should().Match<PlannedPackage>(
            package => package.Reason == PlanReason.Again && package.Replaces == package.Id && package.Build == null);
        var soft = Read(version, "soft.txt");
        soft.Removed.Select(package => package.ToString()).Should().Equal("app-misc/plain-1");
        soft.Packages.Select(package => package.Id.ToString()).Should().Equal("app-misc/soft-1");
        soft.Obstacles.Should().BeEmpty("the blocker is settled");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_binary_package_is_one(string version) =>
        Read(version, "binary.txt").Packages.Select(package => (package.Id.ToString(), package.Origin, package.Download)).Should().Equal(
            ("app-misc/plain-1", PackageOrigin.Binary, 0), ("app-misc/talks-1", PackageOrigin.Binary, 0));

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_keeps_a_plan_from_being_made_is_named_with_its_kind(string version)
    {
        (string File, PlanObstacleKind Kind, string Text)[] expected =
        [
            ("masked.txt", PlanObstacleKind.Masked, "app-misc/masked: app-misc/masked-1::rec (masked by: package.mask), required by app-misc/wants-masked-1::rec, by app-misc/wants-masked"),
            ("keyword.txt", PlanObstacleKind.Masked, "app-misc/keyworded: app-misc/keyworded-1::rec (masked by: ~amd64 keyword)"),
            ("missing.txt", PlanObstacleKind.Missing, "app-misc/nowhere, required by app-misc/missing-1::rec, by app-misc/missing"),
            ("cycle.txt", PlanObstacleKind.Cycle, "app-misc/circle-1 → app-misc/circle-b-1 → app-misc/circle-1"),
            ("blocks.txt", PlanObstacleKind.Blocked, "app-misc/plain (\"app-misc/plain\" is hard blocking app-misc/blocker-1)"),
            ("use.txt", PlanObstacleKind.UseChange, ">=app-misc/plain-2-r1 off"),
        ];
        foreach (var (file, kind, text) in expected) Read(version, file).Obstacles.Should().Equal([new PlanObstacle(kind, text)], $"of {file}");
    }
}
