namespace Stage3.Archives.Digests;

/// <summary>A way to digest content.</summary>
public enum DigestKind
{
    /// <summary>MD5, 16 bytes: only where a format asks for it (CONTENTS of the installed database).</summary>
    Md5,

    /// <summary>SHA-1, 20 bytes: only where a format asks for it (<c>Packages</c> index).</summary>
    Sha1,

    /// <summary>SHA-256, 32 bytes.</summary>
    Sha256,

    /// <summary>SHA-512, 64 bytes.</summary>
    Sha512,

    /// <summary>BLAKE2b with 64 bytes, RFC 7693: <c>BLAKE2B</c> of Manifests (GLEP 74).</summary>
    Blake2b,
}
