using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// How large an image may become: a package of a few kilobytes must not fill the disk. A thousand times its compressed length, or twice what its metadata says (SIZE, before
/// stripping), and 64 MiB in any case; holes of sparse files count as what they pretend to be. And at most a million members.
/// </summary>
internal sealed class UnpackLimit(HostPath file, long compressed, long declared)
{
    private const long Always = 64 << 20;
    private const int MostMembers = 1_000_000;
    private readonly long most = Always + Math.Max(Times(compressed, 1000), Times(declared, 2));
    private long bytes;
    private int members;

    /// <summary>The stream, which ends with a refusal where it is longer than all members may be.</summary>
    internal LimitedReader Around(Stream decompressed) => new(decompressed, most, TooLarge);

    /// <summary>Counts a member, before any of its content is read.</summary>
    /// <exception cref="BinaryPackageException">It is too much.</exception>
    internal void Take(long size)
    {
        // Each has a header of its own.
        bytes += Math.Min(size, long.MaxValue / 4) + 512;
        if (bytes > most) throw TooLarge();
        if (++members > MostMembers) throw new BinaryPackageException($"its image has more than {MostMembers} members", file);
    }

    private BinaryPackageException TooLarge() =>
        new($"its image unpacks to more than {most >> 20} MiB, which {compressed >> 10} KiB of package and what it says of itself do not bear out", file);

    private static long Times(long size, int factor) => Math.Clamp(size, 0, 1L << 50) * factor;
}
