using CsCheck;
using Stage3.Workspaces;

namespace Stage3.Tests.Workspaces;

public sealed class ContentKeyTests
{
    [Fact]
    public void Parts_cannot_run_into_each_other() =>
        ContentKey.Of(("a", "bc")).Should().NotBe(ContentKey.Of(("ab", "c")));

    [Fact]
    public void Different_lists_have_different_keys()
    {
        var parts = Gen.Select(Gen.String, Gen.String).Array[0, 4];

        Gen.Select(parts, parts).Sample((left, right) => left.SequenceEqual(right) == (ContentKey.Of(left) == ContentKey.Of(right)));
    }
}
