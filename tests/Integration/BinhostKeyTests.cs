using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>A specification that names its binhost, the address of keys, and which of the keys there count.</summary>
public sealed class BinhostKeyTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [FactNeeding(Need.Root, "gpg", "tar")]
    public async Task Keys_that_are_fetched_count_where_their_fingerprint_is_named()
    {
        using var ours = new SigningKey(scratch["ours"], "ours");
        using var theirs = new SigningKey(scratch["theirs"], "theirs");
        var served = HostPath.Parse(scratch["served"]);
        var binhost = new MadeBinhost(served / "packages");
        binhost.AddBase();
        binhost.Sign(ours);
        binhost.WriteIndex();
        using var web = new WebFolder(served.Value);

        // Somebody has put his own key there.
        File.Copy(theirs.PublicKey, (served / "keys.gpg").Value);
        (await RunAsync(web.Address, ours.Fingerprint, 1)).Should()
            .Contain($"the keys there are not the expected ones: {theirs.Fingerprint} (theirs <theirs@test.invalid>); expected is {ours.Fingerprint}").And.Contain($"where: {web.Address}/keys.gpg");

        File.AppendAllText((served / "keys.gpg").Value, File.ReadAllText(ours.PublicKey));
        (await RunAsync(web.Address, ours.Fingerprint, 0)).Should().Contain("1 packages merged");

        // A package of the other key, which is there and does not count.
        binhost.Add("app-misc/more-1");
        theirs.Sign((binhost.Folder / "app-misc/more/more-1-1.gpkg.tar").Value);
        binhost.WriteIndex();
        (await RunAsync(web.Address, ours.Fingerprint, 1, "--world", "app-misc/more")).Should().Contain("app-misc/more-1: it is signed by a key that is not among the given ones");
    }

    private async Task<string> RunAsync(string address, string fingerprint, int expected, params string[] words)
    {
        var spec = scratch.Write("tiny.json", $$"""
            {
              "name": "tiny", "arch": "amd64", "tree": "/nowhere/at/all", "profile": "default/linux/amd64/23.0/systemd", "use": [], "makeConf": {},
              "binhosts": ["{{address}}/packages"], "binhostKeys": [{ "source": "{{address}}/keys.gpg", "fingerprints": ["{{fingerprint}}"] }],
              "world": ["sys-apps/baselayout"], "system": ["sys-apps/baselayout"], "bootstrap": ["sys-apps/baselayout"],
              "accounts": { "users": [{ "name": "root" }], "groups": [{ "name": "root" }] }, "archive": { "name": "tiny", "compression": "zstd" }
            }
            """);
        using var program = BuildProgram.Start([], ["Assemble", .. words, "--spec", spec, "--work-dir", scratch["work"], "--output", scratch["output"]]);
        (await program.EndAsync(TimeSpan.FromMinutes(3)) == 0).Should().Be(expected == 0, program.Output);
        return program.Output;
    }
}
