using System.Text;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Packaging.Normalising;

namespace Stage3.Packaging.Tests.Normalising;

public sealed class NormalisationTests : IDisposable
{
    private const long Day = 24 * 60 * 60;
    private static readonly FileTime Latest = new(20_000 * Day, 0);
    private readonly SampleTree _tree = new();

    public NormalisationTests()
    {
        Package("sys-apps/zz-1", "7", "1900000000");
        Package("sys-apps/aa-2-r1", "9\n", "1500000000\n");
        _tree.Write("var/cache/edb/counter", "9");
    }

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Build_times_end_at_the_date_of_the_sources() =>
        Pack().Should().Contain("/var/db/pkg/sys-apps/zz-1/BUILD_TIME", "1728000000\n")
            .And.Contain("/var/db/pkg/sys-apps/aa-2-r1/BUILD_TIME", "1500000000\n");

    [Fact]
    public void Packages_are_counted_by_name_and_Portage_counts_on_from_the_last() =>
        Pack().Should().Contain("/var/db/pkg/sys-apps/aa-2-r1/COUNTER", "1\n")
            .And.Contain("/var/db/pkg/sys-apps/zz-1/COUNTER", "2")
            .And.Contain("/var/cache/edb/counter", "2");

    [Fact]
    public void Recorded_times_are_those_that_the_archive_has()
    {
        _tree.Write("var/db/pkg/sys-apps/zz-1/CONTENTS", "dir /usr\nobj /usr/a b d41d8cd98f00b204e9800998ecf8427e 1900000000\nsym /usr/l -> a b 1900000001\nobj /usr/old d41d8cd98f00b204e9800998ecf8427e 5\n");

        Pack()["/var/db/pkg/sys-apps/zz-1/CONTENTS"].Should().Be(
            "dir /usr\nobj /usr/a b d41d8cd98f00b204e9800998ecf8427e 1728000000\nsym /usr/l -> a b 1728000000\nobj /usr/old d41d8cd98f00b204e9800998ecf8427e 5\n");
    }

    [Fact]
    public void Password_ages_end_at_the_date_of_the_sources_and_all_else_of_shadow_stays()
    {
        _tree.Write("etc/shadow", "root:*:19000:0:99999:7:::\nnew:!:20780::::::\nodd\nnever:!::::::::\n");

        Pack()["/etc/shadow"].Should().Be("root:*:19000:0:99999:7:::\nnew:!:20000::::::\nodd\nnever:!::::::::\n");
    }

    [Fact]
    public void The_machine_id_is_empty_and_its_file_is_there()
    {
        _tree.Write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");

        Pack().Should().Contain("/etc/machine-id", "");
    }

    [Theory]
    [InlineData("var/cache/ldconfig/aux-cache", "ldconfig-aux-cache")]
    [InlineData("var/cache/edb/mtimedb", "mtimedb")]
    [InlineData("var/lib/systemd/random-seed", "random-state")]
    [InlineData("var/lib/dbus/machine-id", "random-state")]
    [InlineData("var/log/emerge.log", "logs")]
    [InlineData("etc/passwd-", "account-backups")]
    [InlineData("usr/lib/python3.11/__pycache__/os.cpython-311.pyc", "python-caches")]
    public void What_belongs_to_one_machine_or_one_build_is_left_out_and_named(string path, string rule)
    {
        _tree.Write(path, "x");

        var packed = Pack(out var result);

        packed.Should().NotContainKey("/" + path);
        result.LeftOut.Should().ContainSingle().Which.What.Should().Be($"what the rule {rule} leaves out");
        File.Exists(_tree.Path(path)).Should().BeTrue("the root is what was verified");
    }

    [Theory]
    [InlineData("var/log/wtmp")]
    [InlineData("etc/odd-")]
    [InlineData("usr/lib/python3.11/__pycache__/os.cpython-311.pyc")]
    public void What_a_package_owns_stays(string path)
    {
        _tree.Write(path, "x");
        _tree.Write("var/db/pkg/sys-apps/zz-1/CONTENTS", $"dir /{Path.GetDirectoryName(path)}\nobj /{path} 9dd4e461268c8034f5c8564e155c67a6 5\n");

        Pack().Should().Contain("/" + path, "x");
    }

    [Fact]
    public void Two_roots_that_differ_in_nothing_else_give_the_same_bytes()
    {
        var first = Packed(Request());
        Package("sys-apps/zz-1", "3", "1950000000");
        Package("sys-apps/aa-2-r1", "5\n", "1500000000\n");
        _tree.Write("var/cache/edb/counter", "5");
        _tree.Write("var/cache/edb/mtimedb", "{}");

        Packed(Request()).Sha256.Should().Be(first.Sha256);
    }

    [Fact]
    public void Without_rules_the_archive_holds_what_the_root_holds() =>
        Packed(Request() with { Normalisation = Normalisation.None }).Normalised.Should().BeEmpty();

    [Fact]
    public void Every_rule_has_a_name_of_its_own_and_stands_in_the_decision()
    {
        var rules = Normalisation.Of(_tree.Root, Latest).Rules;
        var page = File.ReadAllText(Testing.ProjectRoot.File("docs/decisions/0007-normalising.md"));

        rules.Select(rule => rule.Name).Should().OnlyHaveUniqueItems().And.OnlyContain(name => page.Contains($"`{name}`", StringComparison.Ordinal));
        rules.Should().OnlyContain(rule => rule.Reason.Length > 0);
    }

    private void Package(string id, string counter, string built)
    {
        _tree.Write($"var/db/pkg/{id}/COUNTER", counter);
        _tree.Write($"var/db/pkg/{id}/BUILD_TIME", built);
        _tree.Write($"var/db/pkg/{id}/SLOT", "0\n");
    }

    private StageArchiveRequest Request() =>
        _tree.Request with { Plan = SampleTree.Plain, LatestTime = Latest, Normalisation = Normalisation.Of(_tree.Root, Latest) };

    private static StageArchiveResult Packed(StageArchiveRequest request) => StageArchive.Write(request, null, CancellationToken.None);

    private Dictionary<string, string> Pack() => Pack(out _);

    private Dictionary<string, string> Pack(out StageArchiveResult result)
    {
        result = Packed(Request());
        using var archive = File.OpenRead(result.Path.Value);
        var reader = new PaxReader(archive, "archive");
        var files = new Dictionary<string, string>();
        while (reader.Read() is { } entry)
        {
            if (entry.Type != PaxEntryType.File) continue;
            using var content = new StreamReader(reader.Content, Encoding.Latin1, leaveOpen: true);
            files.Add(entry.Path.ToString(), content.ReadToEnd());
        }

        return files;
    }
}
