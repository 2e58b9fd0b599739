using Stage3.Archives.Digests;

namespace Stage3.Archives.Tests.Digests;

public sealed class DigestTests
{
    // "abc": RFC 1321, FIPS 180-4, RFC 7693 appendix A.
    [Theory]
    [InlineData(DigestKind.Md5, "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData(DigestKind.Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData(DigestKind.Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(DigestKind.Sha512, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    [InlineData(DigestKind.Blake2b, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    public void Each_kind_gives_the_digest_of_its_standard(DigestKind kind, string expected)
    {
        Digest.Of(kind, "abc"u8).ToString().Should().Be(expected);
        Digest.Of(kind, new MemoryStream("abc"u8.ToArray())).Hex.Should().Be(expected);
    }

    [Fact]
    public void Several_digests_are_made_in_one_pass_and_again_from_the_start()
    {
        using var digester = new Digester(DigestKind.Blake2b, DigestKind.Md5);
        for (var round = 0; round < 2; round++)
        {
            digester.Append("a"u8);
            digester.Append("bc"u8);
            digester.Length.Should().Be(3);
            digester.Finish().Should().Equal(Digest.Of(DigestKind.Blake2b, "abc"u8), Digest.Of(DigestKind.Md5, "abc"u8));
        }
    }
}
