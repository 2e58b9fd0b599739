using System.Globalization;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Names of updates beside protected files: <c>._cfg0000_name</c>, counted up, as dispatch-conf(1) and etc-update(1) look for them.</summary>
internal static class UpdateName
{
    private const string Start = "._cfg";

    /// <summary>The name for an update. The last one is used again where it is the same content.</summary>
    internal static ByteString Next(FolderHandle folder, ByteString name, Func<ByteString, bool> isSame)
    {
        var (last, lastName) = (-1, default(ByteString));
        foreach (var other in folder.ReadNames())
        {
            if (Number(other, name) is not { } number || number <= last) continue;
            (last, lastName) = (number, other);
        }
        if (last >= 0 && isSame(lastName)) return lastName;
        return ByteString.Of($"{Start}{last + 1:d4}_").Append(name.Span);
    }

    private static int? Number(ByteString update, ByteString name)
    {
        var bytes = update.Span;
        if (bytes.Length != name.Length + 10 || !bytes.StartsWith(Encoding.ASCII.GetBytes(Start)) || bytes[9] != '_' || !bytes[10..].SequenceEqual(name.Span)) return null;
        return int.TryParse(bytes[5..9], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
