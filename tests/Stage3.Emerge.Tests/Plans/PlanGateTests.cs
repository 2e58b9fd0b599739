using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Tests.Plans;

public class PlanGateTests
{
    private static readonly HostPath Host = HostPath.Parse("/");
    private static readonly ImmutableDictionary<PackageId, UnpatchedPackage> None = ImmutableDictionary<PackageId, UnpatchedPackage>.Empty;

    private static EmergeCommand Command(BinaryPackages packages) =>
        new(RootPath.Parse("/r"), [PackageSelector.World]) { ConfigRoot = HostPath.Parse("/c"), BinaryPackages = packages };

    private static PlannedPackage Package(string id, PackageOrigin origin) => new(PackageId.Parse(id), origin, "tiny", [], null, "emerge");

    [Fact]
    public void A_plan_that_is_what_its_command_is_for_passes()
    {
        PlanGate.Check(Command(BinaryPackages.UseOnly), new EmergePlan([Package("a/b-1", PackageOrigin.Binary)], []), None);
        PlanGate.Check(Command(BinaryPackages.BuildAndReuse), new EmergePlan([Package("a/b-1", PackageOrigin.Source)], []), None);
        PlanGate.Check(Command(BinaryPackages.None), new EmergePlan([], []) { Elsewhere = [Package("a/tool-1", PackageOrigin.Source) with { Elsewhere = Host }] }, None, [Host]);
    }

    [Fact]
    public void All_that_is_wrong_with_a_plan_is_said_at_once_and_the_plan_is_shown()
    {
        var plan = new EmergePlan(
            [
                Package("a/compiled-1", PackageOrigin.Source), Package("a/old-2", PackageOrigin.Binary), Package("a/fine-1", PackageOrigin.Binary),
                Package("a/by-hand-1", PackageOrigin.Source) with { Marks = PlanMarks.FetchByHand | PlanMarks.LetIn }, Package("a/asks-1", PackageOrigin.Source) with { Marks = PlanMarks.Interactive },
            ], [])
        {
            Elsewhere = [Package("a/tool-1", PackageOrigin.Source) with { Elsewhere = Host }],
        };
        var unpatched = None.Add(PackageId.Parse("a/old-2"), new UnpatchedPackage(HostPath.Parse("/p/old-2.gpkg.tar"), ["user.eclass"], ["enewuser", "getent"]));

        var check = () => PlanGate.Check(Command(BinaryPackages.UseOnly), plan, unpatched);

        var refused = check.Should().Throw<PlanRefusedException>().Which;
        refused.Problems.Should().Equal(
            "a/compiled-1 would be compiled, and only binary packages may be merged",
            "a/by-hand-1 would be compiled, and only binary packages may be merged",
            "a/asks-1 would be compiled, and only binary packages may be merged",
            "a/tool-1 would go into /, and /r is what was asked for",
            "a/old-2 would be merged as it is: old-2.gpkg.tar was built with user.eclass as before the patch: enewuser, getent",
            "a/by-hand-1 wants a file that only a person may fetch",
            "a/asks-1 asks people while it builds, and nobody is there");
        refused.Message.Should().Contain("[binary] a/fine-1::tiny").And.Contain("[ebuild] a/tool-1::tiny to /").And.Contain("run Prepare");
    }
}
