using Stage3.Emerge.Commands;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Emerge.Tests.Running;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>What we publish, a real Portage takes; and where a key is asked for, only what is signed by it.</summary>
public sealed class BinhostTests
{
    private const string Ebuild = """
        src_install() {
        	insinto /usr/share
        	echo content > "${PN}"
        	doins "${PN}"
        }
        """;

    private static readonly BinaryPackages FromBinhostsOnly = BinaryPackages.Of(KeptPackages.None, new TakenPackages(PackageSupply.RemoteFirstOnly));

    [FactNeeding(Need.Portage, Need.Root, "python3", "wget")]
    public async Task A_real_Portage_merges_from_the_web_server_alone()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/apple-1", "RDEPEND=\"app-misc/pear\"\n" + Ebuild);
        world.Ebuild("app-misc/pear-2", Ebuild);
        await world.RunAsync("app-misc/apple");
        await new Publication(world.Folder / "packages", world.Folder / "served").RunAsync(DateTimeOffset.UtcNow, CancellationToken.None);
        using var web = new WebFolder((world.Folder / "served").Value);

        using var other = new PortageWorld();
        var plan = await RunAsync(other, new BuildScale { Binhosts = [BinhostAddress.Parse(web.Address)] }, "app-misc/apple");

        plan.Packages.Select(package => (package.Id.ToString(), package.Origin)).Should().BeEquivalentTo([("app-misc/pear-2", PackageOrigin.Binary), ("app-misc/apple-1", PackageOrigin.Binary)]);
        File.ReadAllText((other.Root.Path / "usr/share/apple").Value).Should().Be("content\n");
        web.Asked.Should().Contain(asked => asked.Path == "Packages.gz" && asked.Status == 200).And.Contain(asked => asked.Path.Contains("pear-2"));
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "wget", "gpg")]
    public async Task A_real_Portage_signs_and_asks_for_signatures()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/apple-1", Ebuild);
        var (ours, theirs) = (await KeyAsync(world.Folder / "key's own home"), await KeyAsync(world.Folder / "g2"));
        await new PortageEmerge(await world.SettingsAsync() with { Scale = new BuildScale { Signatures = new PortageSignatures { SigningHome = world.Folder / "key's own home", SigningKey = "signer" } } })
            .RunAsync(world.Command("app-misc/apple"), new Progress<Events.EmergeEvent>(), CancellationToken.None);
        using var trusted = await OpenPgpKeyring.MakeAsync([ours], world.Folder / "trusted  'keys' of $HOME", CancellationToken.None);
        using var foreign = await OpenPgpKeyring.MakeAsync([theirs], world.Folder / "foreign", CancellationToken.None);

        // Signed by Portage, and good to our own eyes before it is published.
        await new Publication(world.Folder / "packages", world.Folder / "served") { Keys = trusted }.RunAsync(DateTimeOffset.UtcNow, CancellationToken.None);
        using var web = new WebFolder((world.Folder / "served").Value);

        using var good = new PortageWorld();
        await RunAsync(good, Asking(web, trusted), "app-misc/apple");
        (good.Root.Path / "usr/share/apple").IsFile.Should().BeTrue();

        using var bad = new PortageWorld();
        var run = () => RunAsync(bad, Asking(web, foreign), "app-misc/apple");
        await run.Should().ThrowAsync<Stage3Exception>();
        (bad.Root.Path / "usr/share/apple").IsFile.Should().BeFalse();
        await StopAgentsAsync(world.Folder / "key's own home", world.Folder / "g2");
    }

    private static BuildScale Asking(WebFolder web, OpenPgpKeyring keys) =>
        new() { Binhosts = [BinhostAddress.Parse(web.Address)], Signatures = new PortageSignatures { TrustedHome = keys.Home } };

    private static async Task<EmergePlan> RunAsync(PortageWorld world, BuildScale scale, string package) =>
        await new PortageEmerge(await world.SettingsAsync() with { Scale = scale }).RunAsync(
            world.Command(package) with { BinaryPackages = FromBinhostsOnly }, new Progress<Events.EmergeEvent>(), CancellationToken.None);

    private static async Task<HostPath> KeyAsync(HostPath home)
    {
        await BashAsync("mkdir -m 700 \"$1\"; gpg --homedir \"$1\" --batch --quiet --passphrase '' --quick-gen-key 'signer <signer@test.invalid>' ed25519 sign never; gpg --homedir \"$1\" --batch --armor --export > \"$1.asc\"", home);
        return HostPath.Parse($"{home}.asc");
    }

    private static async Task StopAgentsAsync(params HostPath[] homes)
    {
        foreach (var home in homes) await BashAsync("gpgconf --homedir \"$1\" --kill all", home);
    }

    private static Task BashAsync(string script, HostPath argument) =>
        new ChildProcess("bash", "-ec", script, "test", argument.Value) { Environment = ChildEnvironment.Clean.WithInherited("PATH") }.RunAsync(CancellationToken.None);
}
