using System.Text;

namespace Stage3.Archives.Tests.Tar;

/// <summary>Where two archives begin to differ, with the surroundings, so that a failure can be read.</summary>
internal static class Differences
{
    internal static string? Between(byte[] ours, byte[] theirs)
    {
        var at = ours.AsSpan().CommonPrefixLength(theirs);
        if (at == ours.Length && at == theirs.Length) return null;
        var block = at / 512 * 512;
        return $"byte {at} ({ours.Length} and {theirs.Length} bytes)\nours:   {Show(ours, block)}\ntheirs: {Show(theirs, block)}";
    }

    private static string Show(byte[] bytes, int at) =>
        Encoding.Latin1.GetString(bytes.AsSpan(Math.Min(at, bytes.Length)..Math.Min(at + 512, bytes.Length))).Replace('\0', '.');
}
