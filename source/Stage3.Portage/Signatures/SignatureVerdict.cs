using System.Collections.Immutable;

namespace Stage3.Portage.Signatures;

/// <summary>What is to be said of a signature.</summary>
/// <param name="IsGood">Sound, by a key of the keyring that is trusted, and neither expired nor revoked; of several signatures, all.</param>
/// <param name="Signer">The fingerprint of the primary key; empty where it is not good.</param>
/// <param name="Reason">Why it is not good; empty where it is.</param>
/// <param name="Text">The text that a good cleartext signature covers; else empty.</param>
public sealed record SignatureVerdict(bool IsGood, string Signer, string Reason, string Text)
{
    // What gpg says of a signature that is not good, with our words: doc/DETAILS of GnuPG.
    private static readonly ImmutableArray<(string Keyword, string Reason)> Bad =
    [
        ("BADSIG", "the signature is not of this content"), ("EXPSIG", "the signature has expired"), ("EXPKEYSIG", "its key has expired"), ("REVKEYSIG", "its key is revoked"),
        ("NO_PUBKEY", "it is signed by a key that is not among the given ones"), ("ERRSIG", "the signature cannot be checked"),
    ];

    /// <summary>Reads gpg's status lines.</summary>
    internal static SignatureVerdict Of(int exit, ImmutableArray<string> status, string text)
    {
        var lines = status.Select(line => line.Split(' ')).ToList();
        foreach (var (keyword, reason) in Bad)
            if (lines.Exists(words => words[0] == keyword)) return new(false, "", reason, "");
        var valid = lines.Find(words => words[0] == "VALIDSIG");
        if (exit != 0 || valid is null || !lines.Exists(words => words[0] == "GOODSIG")) return new(false, "", "there is no signature", "");
        return lines.Exists(words => words[0] is "TRUST_FULLY" or "TRUST_ULTIMATE") ? new(true, valid[^1], "", text) : new(false, "", "its signer is not trusted", "");
    }
}
