using Stage3.Linux;

namespace Stage3.Emerge.Scaling;

/// <summary>OpenPGP signatures of binary packages, as Portage is told of them: make.conf(5), FEATURES=binpkg-request-signature and binpkg-signing.</summary>
public sealed record PortageSignatures
{
    // Portage's own command believes what gpg last knew of trust, which for new keys is nothing. And it puts names of files into the command as they are, then splits
    // it at blanks: of a detached signature it names the file and "-", else "--output - -".
    private const string Verify =
        "[ \"$2\" = \"--output - -\" ] && set -- \"$1\" --output - || set -- \"$1\" \"${2% -}\"; home=$1; shift; exec gpg --verify --batch --no-tty --status-fd 2 --homedir \"$home\" \"$@\" -";

    /// <summary>gpg's home with the keys that packages must be signed by: BINPKG_GPG_VERIFY_GPG_HOME. Null asks for no signature.</summary>
    public HostPath? TrustedHome { get; init; }

    /// <summary>gpg's home with the secret key that built packages are signed with: BINPKG_GPG_SIGNING_GPG_HOME. Null signs none.</summary>
    public HostPath? SigningHome { get; init; }

    /// <summary>The secret key in <see cref="SigningHome"/>, as gpg names keys: BINPKG_GPG_SIGNING_KEY.</summary>
    public string SigningKey { get; init; } = "";

    internal IEnumerable<string> Features =>
    [
        .. TrustedHome is null ? Array.Empty<string>() : ["binpkg-request-signature"],
        .. SigningHome is null ? Array.Empty<string>() : ["binpkg-signing"],
    ];

    internal IEnumerable<KeyValuePair<string, string>> Variables
    {
        get
        {
            // What Portage has signed, it looks at again before it keeps it.
            if ((TrustedHome ?? SigningHome) is { } trusted)
            {
                yield return new("BINPKG_GPG_VERIFY_GPG_HOME", trusted.Value);
                yield return new("BINPKG_GPG_VERIFY_BASE_COMMAND", $"sh -c {Word(Verify)} gpg {Word(trusted.Value)} '[SIGNATURE]'");
                // The keys are ours alone, and the root that is built need not know the user "nobody" yet.
                yield return new("GPG_VERIFY_USER_DROP", "root");
                yield return new("GPG_VERIFY_GROUP_DROP", "root");
                // It would fetch Gentoo's own keys.
                yield return new("PORTAGE_TRUST_HELPER", "true");
            }

            if (SigningHome is { } signing)
            {
                yield return new("BINPKG_GPG_SIGNING_GPG_HOME", Word(signing.Value));
                yield return new("BINPKG_GPG_SIGNING_KEY", SigningKey);
                // Portage's own command waits for a lock below /run, which a run here cannot write to.
                yield return new("BINPKG_GPG_SIGNING_BASE_COMMAND", $"flock {Word($"{signing}/.stage3-lock")} gpg --batch --no-tty --sign --armor [PORTAGE_CONFIG]");
            }
        }
    }

    // Portage takes quotes away as a shell does, and expands nothing within single ones.
    private static string Word(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
