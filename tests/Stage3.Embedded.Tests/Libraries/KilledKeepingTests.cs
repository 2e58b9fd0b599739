using Stage3.Embedded.Merging;
using Stage3.Embedded.Tests.Merging;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Libraries;

/// <summary>A run that is ended between the entry of a package and the registry forgets no library that it has kept.</summary>
public sealed class KilledKeepingTests
{
    [FactNeeding(Need.Root)]
    public void What_an_entry_says_that_it_has_kept_the_next_run_writes_into_the_registry()
    {
        using var root = new MergeRoot();
        root.Merge("a/lib-2", ("usr/lib/libx.so.2", "2"), ("usr/lib/libx.so.1", "1"));
        root.Write("var/db/pkg/a/lib-2/STAGE3_UNFINISHED", "a/lib-1\n/usr/lib/libx.so.1\n");
        using var merger = ImageMerger.Open(root.Root, InstalledDatabase.Open(root.Root), new MergePolicy(ConfigProtection.None), syncBeforeCommit: false);
        merger.Recover(CancellationToken.None);
        root.Read("var/lib/portage/preserved_libs_registry").Should().Be("{\n\t\"a/lib:0\": [\n\t\t\"a/lib-2\",\n\t\t\"1\",\n\t\t[\n\t\t\t\"/usr/lib/libx.so.1\"\n\t\t]\n\t]\n}");
        // Nobody needs it: it goes as soon as somebody looks.
        merger.Settle();
        root.Has("usr/lib/libx.so.1").Should().BeFalse();
        root.Read("var/lib/portage/preserved_libs_registry").Should().Be("{}");
        root.Read("var/db/pkg/a/lib-2/CONTENTS").Should().NotContain("libx.so.1");
    }
}
