using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Chroot.Integrity;

/// <summary>MD5 of many files, one after the other, with one buffer and one state: most files are smaller than what setting those up costs.</summary>
internal sealed class Md5Reader : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <summary>The digest of the file's content as CONTENTS has it: lower-case hexadecimal digits.</summary>
    public string Read(SafeFileHandle file)
    {
        long at = 0;
        int got;
        while ((got = RandomAccess.Read(file, _buffer, at)) > 0)
        {
            _hash.AppendData(_buffer, 0, got);
            at += got;
        }
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
