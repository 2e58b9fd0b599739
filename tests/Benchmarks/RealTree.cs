using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Files;

/// <summary>
/// A tree of real files to pack: a copy, so that nothing changes it meanwhile. Of the folder that STAGE3_BENCH_TREE names, or of
/// /usr; where that is larger than what is wanted, the beginning of each folder in it, so that all kinds of files have their share and
/// lie beside their likes as they do in a whole system.
/// </summary>
internal static class RealTree
{
    private const string Variable = "STAGE3_BENCH_TREE";
    private const string SizeVariable = "STAGE3_BENCH_MEGABYTES";
    private const long Wanted = 960;

    /// <summary>Fills a folder.</summary>
    /// <returns>Where the files came from, how many they are, and how many bytes they have.</returns>
    public static (HostPath Source, int Files, long Bytes) Copy(HostPath target)
    {
        var source = HostPath.Parse(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : "/usr");
        var wanted = Environment.GetEnvironmentVariable(SizeVariable) is { Length: > 0 } number ? long.Parse(number, CultureInfo.InvariantCulture) : Wanted;
        List<(ByteString Path, long Size)> files = [.. TreeWalk.Walk(source, null, CancellationToken.None)
            .Where(entry => entry.Status.Type == FileType.File).Select(entry => (entry.Path.Bytes, entry.Status.Size))];
        var share = Math.Min(1, wanted * 1e6 / files.Sum(file => file.Size));
        List<(ByteString Path, long Size)> taken = [.. files.GroupBy(file => Top(file.Path)).SelectMany(folder => Beginning([.. folder], share))];

        var list = target.Value + ".list";
        using (var names = File.Create(list))
            foreach (var (path, _) in taken) names.Write([.. "./"u8, .. path.Span, 0]);
        _ = MeasuredRun.Of("bash", "-c", "set -o pipefail; tar -C \"$1\" --null --verbatim-files-from -T \"$2\" -cf - | tar -C \"$3\" -xpf -", "bash", source.Value, list, target.EnsureFolder().Value);
        File.Delete(list);
        return (source, taken.Count, taken.Sum(file => file.Size));
    }

    private static ByteString Top(ByteString path) =>
        path.Span.IndexOf((byte)'/') is var slash and >= 0 ? ByteString.Of(path.Span[..slash]) : default;

    private static IEnumerable<(ByteString Path, long Size)> Beginning(IReadOnlyList<(ByteString Path, long Size)> folder, double share)
    {
        var left = share * folder.Sum(file => file.Size);
        return folder.TakeWhile(file => (left -= file.Size) + file.Size > 0);
    }
}
