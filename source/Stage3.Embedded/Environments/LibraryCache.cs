using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;

namespace Stage3.Embedded.Environments;

/// <summary>The loader's cache of a root, <c>/etc/ld.so.cache</c>: made by the root's own ldconfig(8), in a place where it can write to the root alone.</summary>
internal sealed class LibraryCache(HostPath root, RootFolder folder, ImmutableArray<string> libraryPath)
{
    private static readonly BytePath Cache = BytePath.Parse("etc/ld.so.cache");
    private static readonly BytePath Program = BytePath.Parse("sbin/ldconfig");

    private static readonly ImmutableArray<BytePath> Parents = [BytePath.Root, BytePath.Parse("usr")];

    /// <summary>Makes it anew where a folder of libraries was changed since, or their list.</summary>
    /// <returns>Why it could not.</returns>
    internal async Task<string?> UpdateAsync(CancellationToken cancellation)
    {
        if (RootLookup.Find(folder, Program) is not { Status: { Type: FileType.File, Mode: var mode } } program || (mode & 0b001_001_001) == 0) return null;
        if (RootLookup.Find(folder, Cache) is { } cache && Sources().All(source => source.Status.Changed < cache.Status.Changed)) return null;
        try
        {
            // -X: which link leads to which library is the packages' own business.
            var run = new ChildProcess((root / program.Path.Bytes.ToString()).Value, "-X", "-r", root.Value);
            await new PrivateMounts { Writable = [root], ReadOnly = [HostPath.Parse("/")] }.Around(run).RunAsync(cancellation);
            return null;
        }
        catch (ProgramFailedException failed)
        {
            return $"/etc/ld.so.cache is not up to date, for {Program} cannot run here: {failed.Message.ReplaceLineEndings(" ")}";
        }
    }

    // The folders that ldconfig looks into, and all that says which they are.
    private IEnumerable<FoundEntry> Sources()
    {
        var usual = from inside in Parents
                    from name in folder.NamesIn(inside)
                    where name.Span.StartsWith("lib"u8) && !name.Span.SequenceEqual("libexec"u8)
                    select inside.Child(name);
        var path = new LibraryPath(root, folder, libraryPath);
        return usual.Append(LibraryPath.Conf).Concat(path.Folders).Concat(path.Included).Distinct().Select(each => RootLookup.Find(folder, each)).OfType<FoundEntry>();
    }
}
