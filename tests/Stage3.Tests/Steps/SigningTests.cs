using System.Diagnostics;
using Stage3.Linux;
using Stage3.Steps;
using Stage3.Testing;

namespace Stage3.Tests.Steps;

/// <summary>Signatures by a real gpg, with a key that is made for the occasion.</summary>
public sealed class SigningTests : IDisposable
{
    private const string Key = "stage3-test@stage3.invalid";
    private readonly Scratch _scratch = new();
    private readonly string _file;

    public SigningTests()
    {
        _file = _scratch.Write("stage3.tar.xz", "an archive");
        Directory.CreateDirectory(_scratch["gnupg"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // gpg alone reads it, and nothing else in these tests starts gpg.
        Environment.SetEnvironmentVariable("GNUPGHOME", _scratch["gnupg"]);
    }

    public void Dispose()
    {
        if (Directory.EnumerateFileSystemEntries(_scratch["gnupg"]).Any()) Run("gpgconf", "--kill", "all");
        Environment.SetEnvironmentVariable("GNUPGHOME", null);
        _scratch.Dispose();
    }

    [FactNeeding("gpg", "gpgconf")]
    public async Task A_signature_is_one_that_gpg_verifies_and_holds_for_that_file_alone()
    {
        Run("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key", Key, "ed25519", "sign", "never").Should().Be(0);
        var signature = HostPath.Parse(_file + ".asc");

        await Signing.DemandKeyAsync(Key, CancellationToken.None);
        await Signing.SignAsync(HostPath.Parse(_file), Key, signature, CancellationToken.None);

        File.ReadAllText(signature.Value).Should().StartWith("-----BEGIN PGP SIGNATURE-----");
        Run("gpg", "--batch", "--verify", signature.Value, _file).Should().Be(0);
        File.AppendAllText(_file, "!");
        Run("gpg", "--batch", "--verify", signature.Value, _file).Should().Be(1, "it is another file now");
    }

    [FactNeeding("gpg", "gpgconf")]
    public async Task A_key_that_is_not_there_is_named_and_nothing_is_signed()
    {
        var demand = () => Signing.DemandKeyAsync(Key, CancellationToken.None);
        var sign = () => Signing.SignAsync(HostPath.Parse(_file), Key, HostPath.Parse(_file + ".asc"), CancellationToken.None);

        (await demand.Should().ThrowAsync<Stage3Exception>()).WithMessage($"*there is no secret key to sign with*--sign {Key}*gpg --list-secret-keys*");
        (await sign.Should().ThrowAsync<Stage3Exception>()).WithMessage($"*gpg does not sign*key {Key}*gpg --list-secret-keys*");
        File.Exists(_file + ".asc").Should().BeFalse();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        _ = said.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode;
    }
}
