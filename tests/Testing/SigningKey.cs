using System.Diagnostics;

namespace Stage3.Testing;

/// <summary>An OpenPGP key of a test's own, which signs binary packages as GLEP 78 says: their Manifest, in clear text. Needs gpg and tar.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly string home;

    /// <param name="home">The folder for gpg's home; it is made.</param>
    /// <param name="name">Whose key it is.</param>
    public SigningKey(string home, string name)
    {
        this.home = Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Bash("""
            gpg --homedir "$1" --batch --quiet --passphrase '' --quick-gen-key "$2 <$2@test.invalid>" ed25519 sign never 2>/dev/null
            gpg --homedir "$1" --batch --armor --export >"$1/public.asc"
            gpg --homedir "$1" --batch --with-colons --list-keys 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }' >"$1/fingerprint"
            """, home, name);
    }

    /// <summary>The fingerprint, without blanks.</summary>
    public string Fingerprint => File.ReadAllText(Path.Combine(home, "fingerprint")).Trim();

    /// <summary>The public key, armoured.</summary>
    public string PublicKey => Path.Combine(home, "public.asc");

    /// <summary>Signs a package where it is.</summary>
    /// <param name="package">The GPKG.</param>
    /// <param name="afterwards">A script that changes "$folder/Manifest" when it is signed.</param>
    /// <param name="eachMember">Signs each member too, beside it, as a real Portage does and asks for.</param>
    public void Sign(string package, string afterwards = "", bool eachMember = false) =>
        Bash("""
            work=$(mktemp -d -p "$1")
            tar -xf "$2" -C "$work"
            cd "$work"
            folder=$(ls)
            for member in ${4:+"$folder/gpkg-1" "$folder"/metadata.* "$folder"/image.*}; do
                gpg --homedir "$1" --batch --quiet --armor --output "$member.sig" --detach-sign "$member" 2>/dev/null
                printf 'DATA %s %s BLAKE2B %s SHA512 %s\n' "${member##*/}.sig" "$(stat -c %s "$member.sig")" "$(b2sum < "$member.sig" | cut -d ' ' -f 1)" "$(sha512sum < "$member.sig" | cut -d ' ' -f 1)" >> "$folder/Manifest"
            done
            gpg --homedir "$1" --batch --quiet --clearsign --output "$folder/signed" "$folder/Manifest" 2>/dev/null
            mv "$folder/signed" "$folder/Manifest"
            eval "$3"
            tar --format=ustar -cf "$2" "$folder"/gpkg-1* "$folder"/metadata.* "$folder"/image.* "$folder/Manifest"
            cd /
            rm -r "$work"
            """, home, package, afterwards, eachMember ? "yes" : "");

    public void Dispose() => Bash("gpgconf --homedir \"$1\" --kill all", home);

    private static void Bash(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-ec", script, "test", .. arguments]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"gpg or tar failed: {error}");
    }
}
