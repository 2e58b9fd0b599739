using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Libraries;

public sealed class PreservedRegistryTests : IDisposable
{
    private const string File = "root/var/lib/portage/preserved_libs_registry";
    private readonly Scratch _scratch = new();

    private HostPath Root => HostPath.Parse(_scratch["root"]).EnsureFolder();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_is_written_down_is_read_again_and_stands_there_as_Portage_writes_it()
    {
        var registry = PreservedRegistry.Open(Root);
        registry.Store();
        System.IO.File.Exists(_scratch[File]).Should().BeFalse("there was nothing to say");
        registry.Register(Of("app/b-2", "0", "7", "usr/lib/ü\"b.so", "usr/lib/b.so.1"));
        registry.Register(Of("app/a-1.2_p3-r4", "1.2", "12", "lib/a"));
        registry.Store();
        System.IO.File.ReadAllText(_scratch[File]).Should().Be("{\n\t\"app/a:1.2\": [\n\t\t\"app/a-1.2_p3-r4\",\n\t\t\"12\",\n\t\t[\n\t\t\t\"/lib/a\"\n\t\t]\n\t],\n\t\"app/b:0\": [\n\t\t\"app/b-2\",\n\t\t\"7\",\n\t\t[\n\t\t\t\"/usr/lib/ü\\\"b.so\",\n\t\t\t\"/usr/lib/b.so.1\"\n\t\t]\n\t]\n}");
        Shown(PreservedRegistry.Open(Root)).Should().Equal("app/a:1.2 app/a-1.2_p3-r4 12 /lib/a", "app/b:0 app/b-2 7 /usr/lib/ü\"b.so /usr/lib/b.so.1");
    }

    [Fact]
    public void A_package_takes_out_its_own_entry_and_not_that_of_its_successor()
    {
        var registry = PreservedRegistry.Open(Root);
        registry.Register(Of("app/a-2", "0", "9", "lib/a"));
        registry.Register(Of("app/a-1", "0", "8"));
        registry.Register(Of("app/a-2", "0", "8"));
        Shown(registry).Should().Equal("app/a:0 app/a-2 9 /lib/a");
        registry.Register(Of("app/a-2", "0", "9"));
        registry.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Paths_that_are_gone_are_forgotten_and_symlinks_that_lead_to_no_library_that_is_kept()
    {
        _scratch.Write("root/usr/lib/a.so.1.0", "");
        _scratch.Write("root/usr/lib/other.so", "");
        System.IO.File.CreateSymbolicLink(_scratch["root/usr/lib/a.so.1"], "a.so.1.0");
        System.IO.File.CreateSymbolicLink(_scratch["root/usr/lib/moved.so.1"], "/usr/lib/other.so");
        System.IO.File.CreateSymbolicLink(_scratch["root/usr/lib/absolute.so.1"], "/usr/lib/../lib/a.so.1.0");
        var registry = PreservedRegistry.Open(Root);
        registry.Register(Of("app/a-1", "0", "1", "usr/lib/a.so.1", "usr/lib/a.so.1.0", "usr/lib/absolute.so.1", "usr/lib/moved.so.1", "usr/lib/gone.so"));
        registry.Register(Of("app/b-1", "0", "2", "usr/lib/gone.so"));
        using var root = RootFolder.Open(Root);
        registry.Prune(root);
        Shown(registry).Should().Equal("app/a:0 app/a-1 1 /usr/lib/a.so.1.0 /usr/lib/a.so.1 /usr/lib/absolute.so.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"app/a:0\": 7}")]
    [InlineData("{\"app/a:0\": [\"no package\", \"1\", []]}")]
    [InlineData("{\"app/a:0\": [1, 2, 3]}")]
    public void What_is_no_registry_is_an_empty_one(string text)
    {
        _scratch.Write(File, text);
        PreservedRegistry.Open(Root).IsEmpty.Should().BeTrue();
    }

    private static PreservedLibraries Of(string package, string slot, string counter, params string[] paths) => new(PackageId.Parse(package), slot, counter, [.. paths.Select(BytePath.Parse)]);

    private static IEnumerable<string> Shown(PreservedRegistry registry) => registry.Entries.Select(entry => $"{entry.Key} {entry.Owner} {entry.Counter} {string.Join(' ', entry.Paths)}");
}
