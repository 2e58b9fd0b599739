using CsCheck;
using Stage3.Archives.Digests;

namespace Stage3.Archives.Tests.Digests;

/// <summary>Expected digests come from another implementation, for the bytes (7 i + n) mod 256.</summary>
public sealed class Blake2bTests
{
    [Theory]
    [InlineData(0, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData(1, "9545ba37b230d8a2e716c4707586542780815b7c4088edcb9af6a9452d50f32474d5ba9aab52a67aca864ef2696981c2eadf49020416136afd838fb048d21653")]
    [InlineData(3, "76ce7e90c577d436a65b691e51f0a1ad536130d70a18df3bf5368551327258b6f706f4a47c45f2d0d8147cfbb5623077e798247972e4f9338603a13abc05a4db")]
    [InlineData(127, "a9369c8a2827275c57528cb4720695b44d170dfda386b9d0ea424fc607fdd34971f1a81d3cefd520ef40921e996ac76ef24b8bda2dca27904dff6a2b295b87e2")]
    [InlineData(128, "a7b57dba995e20f757a9793ebc8e7cba952c60edddb5bd5e7ffeeb9aa4f36f2cefd66df22deecb664428c45f5cde5756a944f2478efaac33c5faae5683b08f04")]
    [InlineData(129, "19d0ad91b99eaac8253dc6b6bc3dce6b769e76976c956ac3051169847681b2c9677c399c73a3602e787962cb773ec69d01a968216d3c0f5085c397809c229fc0")]
    [InlineData(255, "4f4460b4eeb0fd09c8c9c1ebec8d25e291cd20859dc7eac05b486487ccc2d4d6dd7b6c9e6af4c9184c9b580f185561ca27410375fd94eeded1c2e0ec6f22aec8")]
    [InlineData(256, "f8517f3d1accbf944ef17fc76662f7d91e6bbff44a7c5a0ed63bc52d177810f5dee0881ae4541269f230ae91b0c4f8d8c9fa1fd094280e5ed38bc7da95427820")]
    [InlineData(257, "96c2a19c97e794ed78b8f11569aca4d07496bd5aefcc7384b32bb2a0e1e328c6cc4bab5b8a9078f42e1a0b2a660636d39cf1214dda59b1eff0236a4ff443792e")]
    [InlineData(1000, "eee729ae72452db92c8475b12e4cebd336e3a6761b4b83399221f4a890611e86a6b62efe82240bc0ec06417c02aadb54a37bbb5f659984cc0b8b7e1cafa573ec")]
    [InlineData(4096, "c6b0e91270674a44da343926e103ca6a84e8e53c60b68097ad89982bac0518e1a805bcecfe161eea8e2910ab93560c90936977455c3520ab4a60c297fb7bd6fa")]
    public void A_digest_is_that_of_other_implementations_around_the_block_size(int length, string expected) =>
        Convert.ToHexStringLower(Blake2b.Hash(Bytes(length))).Should().Be(expected);

    [Fact]
    public void A_digest_does_not_depend_on_the_pieces_the_bytes_came_in() =>
        Gen.Byte.Array[0, 700].Select(Gen.Int[1, 300]).Sample(
            (bytes, piece) =>
            {
                var digest = new Blake2b();
                foreach (var part in bytes.Chunk(piece)) digest.Append(part);
                digest.Finish().Should().Equal(Blake2b.Hash(bytes));
            },
            iter: 200);

    [Fact]
    public void A_digest_is_read_once()
    {
        var digest = new Blake2b();
        digest.Finish();
        var again = () => digest.Finish();
        again.Should().Throw<InvalidOperationException>().WithMessage("*read already*");
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + length))];
}
