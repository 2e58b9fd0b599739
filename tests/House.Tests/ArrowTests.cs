using System.Xml.Linq;
using Stage3.Testing;

namespace Stage3.HouseTests;

/// <summary>Arrows only go down: each room uses what the table of the design allows it, directly or through others.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Stage3.Linux"] = [],
        ["Stage3.Reports"] = [],
        ["Stage3.Archives"] = ["Stage3.Linux"],
        ["Stage3.Portage"] = ["Stage3.Archives", "Stage3.Linux"],
        ["Stage3.Emerge"] = ["Stage3.Portage", "Stage3.Archives", "Stage3.Linux"],
        ["Stage3.Embedded"] = ["Stage3.Emerge", "Stage3.Portage", "Stage3.Archives", "Stage3.Linux"],
        ["Stage3.Eclasses"] = ["Stage3.Portage", "Stage3.Reports", "Stage3.Archives", "Stage3.Linux"],
        ["Stage3.Chroot"] = ["Stage3.Portage", "Stage3.Reports", "Stage3.Archives", "Stage3.Linux"],
        ["Stage3.Packaging"] = ["Stage3.Portage", "Stage3.Reports", "Stage3.Archives", "Stage3.Linux"],
        ["Stage3"] =
        [
            "Stage3.Embedded", "Stage3.Emerge", "Stage3.Eclasses", "Stage3.Chroot", "Stage3.Packaging",
            "Stage3.Reports", "Stage3.Portage", "Stage3.Archives", "Stage3.Linux",
        ],
    };

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(ProjectRoot.File("source")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_rooms_below_it(string room)
    {
        MayUse.Should().ContainKey(room, "each folder of source/ is a room with a row in the table of this test");
        Reached(room).Except(MayUse[room]).Should().BeEmpty($"{room} may use no more than the design says");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_to_other_code_by_project_or_package_only(string room) =>
        Project(room).Descendants("Reference").Should().BeEmpty();

    [Fact]
    public void The_table_has_no_arrow_that_goes_up_and_names_no_room_that_is_gone()
    {
        foreach (var (room, others) in MayUse)
        {
            Directory.Exists(ProjectRoot.File($"source/{room}")).Should().BeTrue($"{room} is in the table");
            foreach (var other in others) MayUse[other].Should().NotContain(room).And.BeSubsetOf(others, $"what {other} uses, {room} uses through it");
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = ProjectFiles.Text("Stage3.sln").Replace('\\', '/');
        ProjectFiles.Ending(".csproj").Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static HashSet<string> Reached(string room)
    {
        var reached = new HashSet<string>();
        void Follow(string from)
        {
            foreach (var reference in Project(from).Descendants("ProjectReference"))
                if (Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')) is var to && reached.Add(to))
                    Follow(to);
        }

        Follow(room);
        return reached;
    }

    private static XDocument Project(string room) => XDocument.Load(ProjectRoot.File($"source/{room}/{room}.csproj"));
}
