using System.ComponentModel;
using System.Text;
using CliWrap;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Steps;

/// <summary>Detached OpenPGP signatures by gpg(1).</summary>
internal static class Signing
{
    private const string Remedy = "name a secret key that gpg --list-secret-keys shows, or leave out --sign";

    /// <summary>Makes sure that there is something to sign with, before anything is made that wants a signature.</summary>
    /// <exception cref="Stage3Exception">There is no gpg, or it has no such secret key.</exception>
    public static async Task DemandKeyAsync(string key, CancellationToken cancellation)
    {
        var (exitCode, _, said) = await RunAsync(["--list-secret-keys", "--", key], key, cancellation);
        if (exitCode != 0) throw new Stage3Exception($"there is no secret key to sign with: {said}", $"--sign {key}", Remedy);
    }

    /// <summary>Signs a file; the signature, armoured, has its name only once it is whole.</summary>
    /// <exception cref="Stage3Exception">There is no gpg, or it does not sign.</exception>
    public static async Task SignAsync(HostPath file, string key, HostPath signature, CancellationToken cancellation)
    {
        var (exitCode, armoured, said) = await RunAsync(["--local-user", key, "--armor", "--output", "-", "--detach-sign", "--", file.Value], key, cancellation);
        if (exitCode != 0) throw new Stage3Exception($"gpg does not sign: {said}", $"{file}, key {key}", Remedy);
        AtomicFile.Write(signature, armoured);
    }

    private static async Task<(int ExitCode, byte[] Output, string Said)> RunAsync(string[] arguments, string key, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var said = new StringBuilder();
        try
        {
            var result = await Cli.Wrap("gpg")
                .WithArguments(["--batch", "--no-tty", .. arguments])
                .WithStandardOutputPipe(PipeTarget.ToStream(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellation);
            return (result.ExitCode, output.ToArray(), said.ToString().Trim());
        }
        catch (Win32Exception missing)
        {
            throw new Stage3Exception("there is no gpg on this machine to sign with", $"--sign {key}", "install gnupg, or leave out --sign", missing);
        }
    }
}
