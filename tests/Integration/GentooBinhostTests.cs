using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// The specification of Gentoo's own stage, as it ships but for the host, with a binhost that looks as Gentoo's does: its layout, a header that tells of the configuration,
/// builds by number, images by zstd and by xz, every package signed, and the keys fetched from where they are published. What is in the packages is the sample's, and a file
/// each of those that the sample has not.
/// </summary>
[Collection("sample")]
public sealed class GentooBinhostTests(SampleStage sample)
{
    private const string Path = "releases/amd64/binpackages/23.0/x86-64";

    [SkippableFactNeeding(Need.Root, SampleStage.Apt, "gpg", "tar")]
    public async Task A_stage_comes_of_it_without_a_tree_and_without_a_Portage()
    {
        if (Directory.Exists("/var/db/repos/gentoo") || Need.Missing("emerge") is null) throw new SkippedException("this machine has Gentoo's tree or a Portage: it builds, and fetches nothing");
        var folder = sample.Folder / "gentoo";
        using var key = new SigningKey((folder / "key").Value, "releng");
        var names = await MakeAsync(folder / "served", key);
        using var web = new WebFolder((folder / "served").Value);
        var spec = Spec(folder, web.Address, key);

        using var program = BuildProgram.Start([], ["Package", "--spec", spec.Value, "--work-dir", (folder / "work").Value, "--output", (folder / "output").Value]);
        (await program.EndAsync(TimeSpan.FromMinutes(6))).Should().Be(0, program.Output);

        var installed = InstalledDatabase.Open(folder / "work/gentoo-amd64-systemd/chroot").Packages.Select(package => package.Id.Name.ToString()).ToHashSet();
        installed.Should().Contain(["sys-apps/systemd", "sys-apps/dbus", "sys-libs/glibc", "sys-devel/gcc"]).And.BeSubsetOf(names);
        program.Output.Should().MatchRegex(@"Assemble: \d+ packages merged from http://127\.0\.0\.1:\d+/releases/amd64/binpackages/23\.0/x86-64; \d+ requests");
        web.Asked.Count(asked => asked.Path.EndsWith(".gpkg.tar", StringComparison.Ordinal)).Should().Be(installed.Count, "each is fetched once");
        var tarball = Directory.GetFiles((folder / "output").Value, "*.tar.*").Single(file => Regex.IsMatch(file, @"/stage3-amd64-systemd-[0-9TZ]+\.tar\.(xz|zst)$"));
        var provenance = await File.ReadAllTextAsync(Directory.GetFiles((folder / "output").Value, "*provenance*").Single());
        Regex.Count(provenance, "binpkgs/").Should().Be(installed.Count, "each signed package is named as an input");
        new FileInfo(tarball).Length.Should().BeGreaterThan(1 << 20);
    }

    private async Task<HashSet<string>> MakeAsync(HostPath served, SigningKey key)
    {
        var binhost = new MadeBinhost(served / Path);
        await SampleStage.CopyAsync((sample.Stage / "packages").Value, binhost.Folder);
        var names = PackageDirectory.Open(binhost.Folder, [], CancellationToken.None).Index.Entries.Select(entry => entry.Package.Name.ToString()).ToHashSet();
        var missing = Document()["system"]!.Concat(Document()["bootstrap"]!).Concat(Document()["world"]!).Select(word => Atom.Parse((string)word!, AtomSyntax.User).Name.ToString()).Where(names.Add).ToList();
        foreach (var (name, number) in missing.Select((name, number) => (name, number))) binhost.Add(
            $"{name}-1", buildId: 1 + (number % 3), compression: number % 2 == 0 ? Compression.Xz : Compression.Zstd,
            // Some have the same name in two categories.
            make: image => File.Move((image / "usr/share" / name.Split('/')[1]).Value, (image / "usr/share" / name.Replace('/', '-')).Value));
        binhost.Sign(key);
        binhost.WriteIndex();
        File.Copy(key.PublicKey, ((served / "output").EnsureFolder() / "service-keys.gpg").Value);
        return names;
    }

    private static JObject Document() => JObject.Parse(File.ReadAllText(ProjectRoot.File("specs/gentoo-amd64-systemd.json")));

    // The host and the key are others, what Debian's files are known for is let pass as in the sample, and it is packed with little effort: nothing else.
    private static HostPath Spec(HostPath folder, string host, SigningKey key)
    {
        var document = Document();
        document["binhosts"] = new JArray($"{host}/{new Uri((string)document["binhosts"]![0]!).AbsolutePath.TrimStart('/')}");
        var keys = document["binhostKeys"]!.Single();
        keys["source"] = $"{host}/{new Uri((string)keys["source"]!).AbsolutePath.TrimStart('/')}";
        keys["fingerprints"] = new JArray(key.Fingerprint);
        document["archive"]!["level"] = 0;
        document["verify"] = JObject.Parse(File.ReadAllText(ProjectRoot.File("specs/sample.json")))["verify"];
        var file = folder / "spec.json";
        File.WriteAllText(file.Value, document.ToString());
        return file;
    }
}
