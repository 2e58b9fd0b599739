using System.Buffers.Binary;
using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Libraries;

/// <summary>Packages that the engine builds itself say what their programs and libraries need and provide, as those of a real Portage do.</summary>
public sealed class BuiltLibrariesTests
{
    private const string Header = "EAPI=8\nDESCRIPTION=test\nSLOT=0\nKEYWORDS=amd64\nRESTRICT=\"strip\"\nS=\"${WORKDIR}\"\nsrc_install() {\n\tcp -a \"${FILESDIR}/image/.\" \"${ED}\" || die\n}\n";
    private const string Excluding = "PROVIDES_EXCLUDE=\"/usr/lib/plugins/*\n\t'libwith blank.so' libhid[a-e]en.so.1\"\nREQUIRES_EXCLUDE=\"/usr/share/* libabsent.so.?\"\n";

    private static readonly string[] Keys = ["NEEDED", "NEEDED.ELF.2", "REQUIRES", "PROVIDES", "REQUIRES_EXCLUDE", "PROVIDES_EXCLUDE", "RDEPEND"];

    [FactNeeding(Need.Root)]
    public async Task A_package_says_what_it_needs_and_provides()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        world.Write("tree/app/small/small-1.ebuild", Header + "REQUIRES_EXCLUDE='libnobody*'\n");
        Put(world, "small", "usr/bin/tool", SmallElf.Of("/lib64/ld-linux-x86-64.so.2", "$ORIGIN/../lib:/opt", "libc.so.6", "libsmall.so.1", "libnobody.so"));
        Put(world, "small", "usr/lib/libsmall.so.1.0", SmallElf.Library("libsmall.so.1", "libc.so.6"));
        world.Write("tree/app/text/text-1.ebuild", Header + "PROVIDES_EXCLUDE='  none  '\n");
        Put(world, "text", "usr/share/text", "#!/bin/sh"u8.ToArray());

        await world.DoAsync(null, ["--buildpkg", "--oneshot", "app/small", "app/text"], CancellationToken.None);

        Recorded(world.Root, "small", "NEEDED").Should().Be("/usr/bin/tool libc.so.6,libsmall.so.1,libnobody.so\n/usr/lib/libsmall.so.1.0 libc.so.6\n");
        Recorded(world.Root, "small", "NEEDED.ELF.2").Should().Be(
            "X86_64;/usr/bin/tool;tool;$ORIGIN/../lib:/opt;libc.so.6,libsmall.so.1,libnobody.so;x86_64\nX86_64;/usr/lib/libsmall.so.1.0;libsmall.so.1;;libc.so.6;x86_64\n");
        Recorded(world.Root, "small", "REQUIRES").Should().Be("x86_64: libc.so.6\n");
        Recorded(world.Root, "small", "PROVIDES").Should().Be("x86_64: libsmall.so.1 tool\n");
        Index(world.Packages).Should().Contain("PROVIDES: x86_64: libsmall.so.1 tool").And.Contain("REQUIRES: x86_64: libc.so.6");
        Keys.Where(key => Recorded(world.Root, "text", key) is not null).Should().Equal(["PROVIDES_EXCLUDE"], "there is no program in it");
        Recorded(world.Root, "text", "PROVIDES_EXCLUDE").Should().Be("none\n");
    }

    [FactNeeding(Need.Root)]
    public async Task A_library_that_was_built_here_stays_while_a_program_that_was_built_here_needs_it()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        foreach (var version in new[] { "1", "2" }) world.Write($"tree/app/lib/lib-{version}.ebuild", Header.Replace("/image/.", "/image-${PV}/."));
        world.Write("tree/app/user/user-1.ebuild", Header);
        Put(world, "lib", "usr/lib/libit.so.1", SmallElf.Library("libit.so.1"), "image-1");
        Put(world, "lib", "usr/lib/libit.so.2", SmallElf.Library("libit.so.2"), "image-2");
        Put(world, "user", "usr/bin/user", SmallElf.Of("/lib64/ld-linux-x86-64.so.2", null, "libit.so.1"));
        await world.DoAsync(null, ["--oneshot", "=app/lib-1", "app/user"], CancellationToken.None);

        await world.DoAsync(null, ["--oneshot", "=app/lib-2"], CancellationToken.None);

        (world.Root / "usr/lib/libit.so.1").IsFile.Should().BeTrue();
        (await File.ReadAllTextAsync((world.Root / "var/lib/portage/preserved_libs_registry").Value)).Should().Contain("app/lib-2").And.Contain("/usr/lib/libit.so.1");
    }

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare", "scanelf", "file")]
    public async Task It_says_what_a_real_Portage_says_of_the_same_files()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        world.Write("tree/app/many/many-1.ebuild", Header + Excluding);
        foreach (var (path, content) in Many()) Put(world, "many", path, content);
        File.SetUnixFileMode((world.Root.Parent / "tree/app/many/files/image/usr/share/static-but-data.so").Value, UnixFileMode.UserRead);
        File.CreateSymbolicLink((world.Root.Parent / "tree/app/many/files/image/usr/lib/libfoo.so").Value, "libfoo.so.1");
        var (theirs, packages) = (HostPath.Parse(scratch["theirs"]).EnsureFolder(), HostPath.Parse(scratch["their packages"]).EnsureFolder());

        await world.DoAsync(null, ["--buildpkg", "--oneshot", "app/many"], CancellationToken.None);
        await world.DoByPortageAsync(theirs, packages, ["--buildpkg", "--oneshot", "app/many"], CancellationToken.None);

        foreach (var key in Keys)
        {
            var (ours, others) = (Lines(Recorded(world.Root, "many", key)), Lines(Recorded(theirs, "many", key)));
            ours.Except(others).Should().BeEmpty($"a real Portage's {key} has all of it, but it has {string.Join('\n', others.Except(ours))}");
            ours.Should().HaveSameCount(others, key);
        }

        Lines(Recorded(world.Root, "many", "NEEDED.ELF.2")).Length.Should().Be(Many().Count(), "each of them is an ELF file");
        Index(world.Packages).Should().Equal(Index(packages));
        Index(packages).Should().HaveCount(2);
    }

    private static IEnumerable<(string Path, byte[] Content)> Many()
    {
        const string loader = "/lib64/ld-linux-x86-64.so.2";
        yield return ("usr/bin/program", Of(type: 2, machine: 62, SmallElf.Of(loader, null, "libfoo.so.1", "libc.so.6", "libnameless.so", "libprivate.so")));
        yield return ("usr/bin/a program", SmallElf.Of(loader, "${ORIGIN}/../lib/private::/nowhere", "libprivate.so", "libabsent.so.1", "libabsent.so.22"));
        yield return ("usr/bin/elsewhere", SmallElf.Of(loader, "/usr/lib/elsewhere", "libprivate.so", "libother.so"));
        yield return ("usr/lib/libfoo.so.1", SmallElf.Library("libfoo.so.1", "libc.so.6"));
        yield return ("usr/lib/libnameless.so", SmallElf.Of(null, null, "libm.so.6"));
        yield return ("usr/lib/libwith blank.so", SmallElf.Library("libwith blank.so"));
        yield return ("usr/lib/libhidden.so.1", SmallElf.Library("libhidden.so.1"));
        yield return ("usr/lib/private/libprivate.so", SmallElf.Of(null, null));
        yield return ("usr/lib/plugins/plugin.so", SmallElf.Library("plugin.so", "libfoo.so.1", "libz.so.1"));
        yield return ("usr/share/program", SmallElf.Of(loader, null, "libexcluded.so.1"));
        yield return ("usr/share/static-but-data.so", Of(type: 3, machine: 62));
        yield return ("usr/lib/static-program", Of(type: 3, machine: 62));
        yield return ("usr/lib/object.o", Of(type: 1, machine: 62));
        foreach (var machine in new[] { 0, 3, 8, 22, 36, 40, 94, 183, 243, 247, 258, 999, 0x9026 })
        {
            yield return ($"usr/lib/other/{machine}.so", Of(type: 3, machine, SmallElf.Library($"lib{machine}.so", "libfoo.so.1", $"lib{machine}-needed.so")));
            yield return ($"usr/lib/other/small-{machine}.o", Small(machine));
        }

        foreach (var flags in new[] { 1, 5, 0x43 }) yield return ($"usr/lib/other/riscv-{flags}.so", Of(type: 3, 243, SmallElf.Library($"libriscv{flags}.so", "libc.so.6"), flags));
    }

    // The same with another type, machine and e_flags; without anything to load where no content is given.
    private static byte[] Of(int type, int machine, byte[]? content = null, int flags = 0)
    {
        var file = content ?? SmallElf.Of(null, null);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(16), (short)type);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), (ushort)machine);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(48), flags);
        if (content is null) BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(56), 0);
        return file;
    }

    // No more than the head of an object file of 32 bits.
    private static byte[] Small(int machine)
    {
        var file = new byte[52];
        byte[] head = [0x7f, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1];
        head.CopyTo(file, 0);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), (ushort)machine);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(40), 52);
        return file;
    }

    private static MergeWorld Begin(Scratch scratch) => new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();

    private static void Put(MergeWorld world, string name, string path, byte[] content, string image = "image")
    {
        var file = world.Root.Parent / $"tree/app/{name}/files/{image}" / path;
        file.Parent.EnsureFolder();
        File.WriteAllBytes(file.Value, content);
        File.SetUnixFileMode(file.Value, (UnixFileMode)0b111_101_101);
    }

    private static string? Recorded(HostPath root, string name, string key) => (root / $"var/db/pkg/app/{name}-1" / key) is { IsFile: true } file ? File.ReadAllText(file.Value) : null;

    // scanelf goes by the order of the disk.
    private static string[] Lines(string? text) => [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static string[] Index(HostPath packages) =>
        [.. File.ReadLines((packages / "Packages").Value).Where(line => line.StartsWith("PROVIDES: ", StringComparison.Ordinal) || line.StartsWith("REQUIRES: ", StringComparison.Ordinal))];
}
