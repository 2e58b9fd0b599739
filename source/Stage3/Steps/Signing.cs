using System.ComponentModel;
using System.Text;
using CliWrap;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Steps;

/// <summary>Detached OpenPGP signatures by gpg(1).</summary>
internal static class Signing
{
    /// <summary>Signs a file; the signature, armoured, has its name only once it is whole.</summary>
    /// <returns>False where there is no gpg on this machine.</returns>
    /// <exception cref="Stage3Exception">gpg is there and does not sign.</exception>
    public static async Task<bool> TrySignAsync(HostPath file, string key, HostPath signature, CancellationToken cancellation)
    {
        using var armoured = new MemoryStream();
        var said = new StringBuilder();
        try
        {
            var result = await Cli.Wrap("gpg")
                .WithArguments(["--batch", "--no-tty", "--local-user", key, "--armor", "--output", "-", "--detach-sign", "--", file.Value])
                .WithStandardOutputPipe(PipeTarget.ToStream(armoured))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellation);
            if (result.ExitCode != 0)
                throw new Stage3Exception($"gpg does not sign: {said.ToString().Trim()}", $"{file}, key {key}", "name a secret key that gpg --list-secret-keys shows, or leave out --sign");
        }
        catch (Win32Exception)
        {
            return false;
        }

        AtomicFile.Write(signature, armoured.ToArray());
        return true;
    }
}
