using System.Text.RegularExpressions;

namespace Stage3.Integration;

/// <summary>What the tarball has otherwise than the root: the rules of docs/decisions/0007 rewrite it while it is packed.</summary>
internal static partial class Normalised
{
    public static bool Allows(string path) => Rewritten().IsMatch(path);

    [GeneratedRegex(@"^(/var/db/pkg/[^/]+/[^/]+/(BUILD_TIME|COUNTER|CONTENTS)|/var/cache/edb/counter|/var/cache/ldconfig/aux-cache|/etc/(shadow|machine-id))\z")]
    private static partial Regex Rewritten();
}
