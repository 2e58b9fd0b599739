using Stage3.Linux;

namespace Stage3.Embedded.Unpacked;

/// <summary>What is kept of an image is not as it was written: it is not used, and made anew.</summary>
internal sealed class UnpackedDamageException(string what, string where, Exception? inner = null)
    : Stage3Exception(what, where, "nothing: the package is unpacked instead, and kept anew; where it happens again, check the disk", inner);
