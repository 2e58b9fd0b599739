using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Signatures;

/// <summary>Of a file with keys only those count whose fingerprint is expected.</summary>
public sealed class ExpectedKeyTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [FactNeeding("gpg", "tar")]
    public async Task Other_keys_of_the_file_count_for_nothing_though_one_that_counts_has_signed_them()
    {
        using var ours = new SigningKey(scratch["ours"], "ours");
        using var theirs = new SigningKey(scratch["theirs"], "theirs");
        // Signed by our key, theirs would be as good as ours to gpg.
        await BashAsync("gpg --homedir \"$1/ours\" --batch --quiet --import \"$1/theirs/public.asc\"; gpg --homedir \"$1/ours\" --batch --yes --quiet --quick-sign-key \"$(< \"$1/theirs/fingerprint\")\"; gpg --homedir \"$1/ours\" --batch --armor --export > \"$1/both.asc\"; echo text > \"$1/text\"");
        foreach (var name in new[] { "ours", "theirs" }) await BashAsync($"gpg --homedir \"$1/{name}\" --batch --local-user {name}@test.invalid --output \"$1/{name}.sig\" --detach-sign \"$1/text\"");

        using (var all = await MakeAsync()) (await VerdictsAsync(all)).Should().Equal("", "");
        using var one = await MakeAsync(ours.Fingerprint);

        (await VerdictsAsync(one)).Should().Equal("", "it is signed by a key that is not among the given ones");
    }

    [FactNeeding("gpg", "tar")]
    public async Task A_file_without_an_expected_key_is_refused_and_its_keys_are_named()
    {
        using var theirs = new SigningKey(scratch["theirs"], "theirs");
        File.Copy(theirs.PublicKey, scratch["both.asc"]);
        var another = OpenPgpFingerprint.Parse(new string('A', 40));

        var make = () => MakeAsync(another.Digits);

        var refused = (await make.Should().ThrowAsync<Stage3Exception>()).Which;
        refused.What.Should().Be($"the keys there are not the expected ones: {theirs.Fingerprint} (theirs <theirs@test.invalid>); expected is {another}");
        refused.Message.Should().Contain("https://keys.invalid/all");
        Path.Exists(scratch["keyring"]).Should().BeFalse("nobody is to use it");
    }

    [FactNeeding("gpg", "tar")]
    public async Task A_new_keyring_is_asked_by_many_at_once()
    {
        using var ours = new SigningKey(scratch["ours"], "ours");
        File.Copy(ours.PublicKey, scratch["both.asc"]);
        await BashAsync("echo text > \"$1/text\"; gpg --homedir \"$1/ours\" --batch --quiet --clearsign --output \"$1/signed\" \"$1/text\"");
        var text = await File.ReadAllTextAsync(scratch["signed"]);

        for (var round = 0; round < 3; round++)
        {
            using var keys = await MakeAsync(ours.Fingerprint);
            var verdicts = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => keys.ReadSignedAsync(text, CancellationToken.None))));
            verdicts.Should().OnlyContain(verdict => verdict.IsGood && verdict.Signer == ours.Fingerprint);
        }
    }

    [Theory]
    [InlineData("2D182910")]
    [InlineData("0xBB572E0E2D182910")]
    [InlineData("G3EBBDBEDE7A12775DFDB1BABB572E0E2D182910")]
    [InlineData("")]
    public void What_is_shorter_than_a_fingerprint_is_none(string text)
    {
        OpenPgpFingerprint.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => OpenPgpFingerprint.Parse(text)).Should().Throw<FormatException>().WithMessage($"'{text}' is not the fingerprint of an OpenPGP key: 40 or 64 hexadecimal digits");
    }

    private Task<OpenPgpKeyring> MakeAsync(params string[] expected) => OpenPgpKeyring.MakeAsync(
        [new OpenPgpKeyFile(HostPath.Parse(scratch["both.asc"]), [.. expected.Select(OpenPgpFingerprint.Parse)]) { Origin = "https://keys.invalid/all" }],
        HostPath.Parse(scratch["keyring"]), CancellationToken.None);

    private async Task<string[]> VerdictsAsync(OpenPgpKeyring keys)
    {
        var verdicts = new List<string>();
        foreach (var name in new[] { "ours", "theirs" })
            verdicts.Add((await keys.VerifyAsync(HostPath.Parse(scratch["text"]), HostPath.Parse(scratch[$"{name}.sig"]), CancellationToken.None)).Reason);
        return [.. verdicts];
    }

    private Task BashAsync(string script) =>
        new ChildProcess("bash", "-ec", script, "test", scratch.Folder) { Environment = ChildEnvironment.Clean.WithInherited("PATH") }.RunAsync(CancellationToken.None);
}
