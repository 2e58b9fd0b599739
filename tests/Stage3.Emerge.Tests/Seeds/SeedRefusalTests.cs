using Stage3.Emerge.Seeds;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Seeds;

/// <summary>A seed is run only where it is what those say who made it.</summary>
public sealed class SeedRefusalTests : IDisposable
{
    private readonly Scratch scratch = new();

    public SeedRefusalTests() => Bash("""
        mkdir -p root/usr/bin root/bin
        touch root/usr/bin/{emerge,python3} root/bin/bash
        tar -C root -cf stage3-x.tar .
        """);

    public void Dispose()
    {
        if (Directory.Exists(scratch["ours"])) Bash("gpgconf --homedir ours --kill all; gpgconf --homedir theirs --kill all");
        scratch.Dispose();
    }

    [Fact]
    public async Task A_seed_with_nothing_beside_it_is_refused() =>
        (await RefusedAsync()).Should().Equal("nothing says what it must be: there is neither stage3-x.tar.DIGESTS nor stage3-x.tar.sha256 with its name in it");

    [Fact]
    public async Task Each_digest_beside_it_must_be_its_own()
    {
        Bash("""
            { echo '# BLAKE2B HASH'; b2sum stage3-x.tar; echo '# SHA512 HASH'; sha512sum stage3-x.tar; echo '# SHA512 HASH'; sha512sum root/bin/bash | sed 's/root.bin.bash/stage3-x.tar.CONTENTS.gz/'; } > stage3-x.tar.DIGESTS
            sha256sum stage3-x.tar > stage3-x.tar.sha256
            """);
        (await SeedArchive.VerifyAsync(Seed, null, CancellationToken.None)).Proof.Should().Be("BLAKE2B of stage3-x.tar.DIGESTS, SHA512 of stage3-x.tar.DIGESTS, SHA256 of stage3-x.tar.sha256");

        Bash("sed -i 's/^......../00000000/' stage3-x.tar.sha256; sed -i '/BLAKE2B/{n;s/^......../00000000/}' stage3-x.tar.DIGESTS");
        (await RefusedAsync()).Should().Equal("its BLAKE2B is not the one in stage3-x.tar.DIGESTS", "its SHA256 is not the one in stage3-x.tar.sha256");
    }

    [FactNeeding("gpg")]
    public async Task With_a_key_it_or_its_digests_must_be_signed_by_it()
    {
        Bash("""
            for who in ours theirs; do
            	mkdir -m 700 $who
            	gpg --homedir $who --batch --quiet --passphrase '' --quick-gen-key "$who <$who@test.invalid>" ed25519 sign never 2>/dev/null
            	gpg --homedir $who --batch --armor --export > $who.asc
            done
            { echo '# SHA512 HASH'; sha512sum stage3-x.tar; } > stage3-x.tar.DIGESTS
            """);
        using var ours = await KeysAsync("ours");
        (await RefusedAsync(ours)).Should().Equal("nobody signed it: there is neither stage3-x.tar.asc nor a signed stage3-x.tar.DIGESTS or .sha256");

        Bash("gpg --homedir ours --batch --quiet --clearsign --output signed stage3-x.tar.DIGESTS 2>/dev/null; mv signed stage3-x.tar.DIGESTS");
        (await SeedArchive.VerifyAsync(Seed, ours, CancellationToken.None)).Proof.Should().StartWith("stage3-x.tar.DIGESTS by ").And.EndWith(", SHA512 of stage3-x.tar.DIGESTS");

        // A digest that was not signed, before what is.
        Bash("cp stage3-x.tar.DIGESTS good; { echo '# SHA512 HASH'; echo \"$(printf 0%.0s {1..128})  stage3-x.tar\"; cat good; } > stage3-x.tar.DIGESTS");
        (await SeedArchive.VerifyAsync(Seed, ours, CancellationToken.None)).Proof.Should().EndWith(", SHA512 of stage3-x.tar.DIGESTS", "only what is signed counts");

        Bash("sed 's/^SHA512/&/; s/\\(  stage3-x.tar\\)$/ \\1/' good > stage3-x.tar.DIGESTS");
        (await RefusedAsync(ours)).Should().Contain("the signature of stage3-x.tar.DIGESTS is not good: the signature is not of this content");

        using var theirs = await KeysAsync("theirs");
        Bash("cp good stage3-x.tar.DIGESTS; gpg --homedir ours --batch --quiet --armor --detach-sign --output stage3-x.tar.asc stage3-x.tar 2>/dev/null");
        (await SeedArchive.VerifyAsync(Seed, ours, CancellationToken.None)).Proof.Should().StartWith("stage3-x.tar.asc by ");
        (await RefusedAsync(theirs)).Should().Equal(
            "the signature stage3-x.tar.asc is not good: it is signed by a key that is not among the given ones",
            "the signature of stage3-x.tar.DIGESTS is not good: it is signed by a key that is not among the given ones");
    }

    [Fact]
    public async Task One_without_a_Portage_is_refused_and_nothing_of_it_stays()
    {
        Bash("tar -C root --exclude=./usr/bin/emerge -cf stage3-x.tar .; sha256sum stage3-x.tar > stage3-x.tar.sha256");
        var archive = await SeedArchive.VerifyAsync(Seed, null, CancellationToken.None);
        var unpack = () => SeedRoot.UnpackAsync(archive, Folder / "seeds", CancellationToken.None);
        (await unpack.Should().ThrowAsync<SeedRefusedException>()).Which.Reasons.Should().Equal("no Portage can run in it: it has no /usr/bin/emerge");
        Directory.GetFileSystemEntries((Folder / "seeds").Value).Should().BeEmpty();
    }

    [Fact]
    public async Task A_hostile_one_reaches_nothing_outside_of_its_folder()
    {
        Bash("""
            mkdir outside evil
            ln -s "$PWD/outside" evil/way
            tar -C evil -cf stage3-x.tar way
            rm evil/way; mkdir evil/way; echo planted > evil/way/through-a-link; echo planted > evil/up
            tar -C evil -rf stage3-x.tar way/through-a-link
            tar -C evil -rf stage3-x.tar --transform='s,^up,../../up,' -P up
            sha256sum stage3-x.tar > stage3-x.tar.sha256
            """);
        var archive = await SeedArchive.VerifyAsync(Seed, null, CancellationToken.None);
        var unpack = () => SeedRoot.UnpackAsync(archive, Folder / "seeds", CancellationToken.None);
        await unpack.Should().ThrowAsync<SeedRefusedException>();
        Directory.GetFileSystemEntries(scratch["outside"]).Should().BeEmpty();
        File.Exists(scratch["up"]).Should().BeFalse();
    }

    private HostPath Folder => HostPath.Parse(scratch.Folder);

    private HostPath Seed => Folder / "stage3-x.tar";

    private async Task<IEnumerable<string>> RefusedAsync(OpenPgpKeyring? keys = null)
    {
        var verify = () => SeedArchive.VerifyAsync(Seed, keys, CancellationToken.None);
        return (await verify.Should().ThrowAsync<SeedRefusedException>()).Which.Reasons;
    }

    private Task<OpenPgpKeyring> KeysAsync(string name) => OpenPgpKeyring.MakeAsync([Folder / $"{name}.asc"], Folder / $"keyring {name}", CancellationToken.None);

    private void Bash(string script) =>
        new ChildProcess("bash", "-ec", script) { WorkingFolder = Folder, Environment = ChildEnvironment.Clean.WithInherited("PATH") }.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
}
