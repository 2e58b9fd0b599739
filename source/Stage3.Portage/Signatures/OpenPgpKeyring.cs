using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;

namespace Stage3.Portage.Signatures;

/// <summary>
/// The public keys that somebody trusts, and what they have signed, by gpg(1) in a home of its own: neither the user's keys nor their trust
/// count; or by those of a home that is there. A signature is good where it is sound, and its key trusted, neither expired nor revoked. A home that was made is
/// gone when disposed.
/// </summary>
public sealed class OpenPgpKeyring : IDisposable
{
    private static readonly ImmutableArray<string> Options = ["--batch", "--no-tty", "--no-autostart", "--no-auto-key-retrieve", "--status-fd", "2"];

    // Who verifies only reads: somebody else's home, and one that several read at once; of those that bring its trust up to date one at a time fails.
    private static readonly ImmutableArray<string> ReadOnly = ["--lock-never", "--no-auto-check-trustdb"];

    private OpenPgpKeyring(HostPath home, bool isNamed) => (Home, IsNamed) = (home, isNamed);

    /// <summary>Whether it holds keys that somebody named for this one purpose, and not those of a configuration.</summary>
    public bool IsNamed { get; }

    /// <summary>gpg's home with these keys and no others: GNUPGHOME.</summary>
    public HostPath Home { get; }

    /// <summary>The keys of a home that is there, and the trust in them that it tells.</summary>
    public static OpenPgpKeyring At(HostPath home) => new(home, isNamed: false);

    /// <summary>Makes a keyring of all keys of some files.</summary>
    /// <param name="keys">The files.</param>
    /// <param name="home">The folder to make for it; what was there is gone.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Stage3Exception">A file holds no key, or there is no gpg.</exception>
    public static Task<OpenPgpKeyring> MakeAsync(ImmutableArray<HostPath> keys, HostPath home, CancellationToken cancellation) =>
        MakeAsync([.. keys.Select(key => new OpenPgpKeyFile(key, []))], home, cancellation);

    /// <summary>As the other, of those keys of the files that count.</summary>
    /// <exception cref="Stage3Exception">A file holds no key, or none that is expected of it, or there is no gpg.</exception>
    public static async Task<OpenPgpKeyring> MakeAsync(ImmutableArray<OpenPgpKeyFile> keys, HostPath home, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(home);
        TreeRemoval.Remove(home, cancellation);
        Directory.CreateDirectory(home.EnsureFolder().Value);
        File.SetUnixFileMode(home.Value, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var keyring = new OpenPgpKeyring(home, isNamed: true);
        try
        {
            var trusted = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in keys) await keyring.ImportAsync(key, trusted, cancellation).ConfigureAwait(false);
            // Portage, which uses the same home, asks not only whether a signature is good but whether its key is trusted.
            await keyring.RunAsync(string.Concat(trusted.Select(fingerprint => $"{fingerprint}:6:\n")), cancellation, "--import-ownertrust").ConfigureAwait(false);
            await keyring.RunAsync(cancellation, "--check-trustdb").ConfigureAwait(false);
            return keyring;
        }
        catch
        {
            keyring.Dispose();
            throw;
        }
    }

    /// <summary>Judges a detached signature over a file.</summary>
    public async Task<SignatureVerdict> VerifyAsync(HostPath file, HostPath signature, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(signature);
        var (exit, status, _) = await RunAsync(cancellation, [.. ReadOnly, "--verify", "--", signature.Value, file.Value]).ConfigureAwait(false);
        return SignatureVerdict.Of(exit, status, "");
    }

    /// <summary>Judges a cleartext signature (RFC 9580, 7), and answers the text that it covers: what stands around it is not of it.</summary>
    public async Task<SignatureVerdict> ReadSignedAsync(string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (exit, status, signed) = await RunAsync(text, cancellation, [.. ReadOnly, "--output", "-", "--verify"]).ConfigureAwait(false);
        return SignatureVerdict.Of(exit, status, signed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsNamed) TreeRemoval.Remove(Home, CancellationToken.None);
    }

    private async Task ImportAsync(OpenPgpKeyFile key, HashSet<string> trusted, CancellationToken cancellation)
    {
        if (!key.File.IsFile) throw new Stage3Exception("there is no such key file", key.Origin, "name a file with an OpenPGP public key, as gpg --export --armor writes it");
        var (exit, status, _) = await RunAsync(cancellation, "--import", "--", key.File.Value).ConfigureAwait(false);
        var found = status.Where(line => line.StartsWith("IMPORT_OK ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).Distinct().ToImmutableArray();
        if (exit != 0 || found.IsEmpty)
            throw new Stage3Exception("this is no OpenPGP public key", key.Origin, "name a file with an OpenPGP public key, as gpg --export --armor writes it");
        var counting = key.Expected.IsEmpty ? found : [.. found.Where(fingerprint => key.Expected.Any(expected => expected.Digits == fingerprint))];
        if (counting.IsEmpty)
        {
            throw new Stage3Exception(
                $"the keys there are not the expected ones: {string.Join(", ", found.Select(fingerprint => Named(fingerprint, status)))}; expected {(key.Expected.Length == 1 ? "is" : "are")} {string.Join(", ", key.Expected)}",
                key.Origin, "ask the signer for the fingerprint, by another way than the one by which the keys came, and name it where the keys are named; if it has not changed, do not use these keys");
        }

        trusted.UnionWith(counting);
        // A key that counts may have signed others, which gpg would then trust as well.
        var others = found.Where(fingerprint => !trusted.Contains(fingerprint)).ToImmutableArray();
        if (!others.IsEmpty) await RunAsync(cancellation, ["--yes", "--delete-keys", .. others]).ConfigureAwait(false);
    }

    // With its owner, as gpg tells of keys that it had not.
    private static string Named(string fingerprint, ImmutableArray<string> status) =>
        status.Select(line => line.Split(' ', 3)).FirstOrDefault(words => words is ["IMPORTED", var id, _] && fingerprint.EndsWith(id, StringComparison.Ordinal)) is { } words
            ? $"{fingerprint} ({words[2]})"
            : fingerprint;

    private Task<(int Exit, ImmutableArray<string> Status, string Output)> RunAsync(CancellationToken cancellation, params IEnumerable<string> arguments) => RunAsync(input: null, cancellation, arguments);

    private async Task<(int Exit, ImmutableArray<string> Status, string Output)> RunAsync(string? input, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        const string prefix = "[GNUPG:] ";
        var status = ImmutableArray.CreateBuilder<string>();
        var output = new System.Text.StringBuilder();
        var gpg = new ChildProcess("gpg", [.. Options, "--homedir", Home.Value, .. arguments])
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH"),
            StandardInput = input,
            OnLine = line =>
            {
                if (!line.IsError) output.Append(line.Text).Append('\n');
                else if (line.Text.StartsWith(prefix, StringComparison.Ordinal)) status.Add(line.Text[prefix.Length..]);
            },
        };
        var exit = await gpg.ExitAsync(cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return (exit.IsSuccess ? 0 : exit.Code, status.ToImmutable(), output.ToString());
    }
}
