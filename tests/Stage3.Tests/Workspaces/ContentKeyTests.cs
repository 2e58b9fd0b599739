using CsCheck;
using Stage3.Linux;
using Stage3.Testing;
using Stage3.Workspaces;

namespace Stage3.Tests.Workspaces;

public sealed class ContentKeyTests
{
    [Fact]
    public void Parts_cannot_run_into_each_other() =>
        ContentKey.Of(("a", "bc")).Should().NotBe(ContentKey.Of(("ab", "c")));

    [Fact]
    public void Different_lists_have_different_keys() =>
        Gen.Select(Gen.String, Gen.String).Array[0, 4].Pair().Sample(pair =>
            pair.Item1.SequenceEqual(pair.Item2) == (ContentKey.Of(pair.Item1) == ContentKey.Of(pair.Item2)));
}
