using System.Collections.Immutable;

namespace Stage3.Portage.Accounts;

/// <summary>One account file as it was read: its entries and malformed lines in file order, or why it could not be read.</summary>
/// <typeparam name="TEntry">What a line of it says.</typeparam>
public sealed class AccountTable<TEntry>
{
    internal AccountTable(
        AccountFile file, bool isThere, string? refusal, ImmutableArray<TEntry> entries, ImmutableArray<MalformedLine> malformed)
    {
        File = file;
        IsThere = isThere;
        Refusal = refusal;
        Entries = entries;
        Malformed = malformed;
    }

    /// <summary>Which of the four it is.</summary>
    public AccountFile File { get; }

    /// <summary>The file's path as seen from inside the root.</summary>
    public string Path => AccountFiles.PathOf(File);

    /// <summary>False where nothing of that name is in the root; then there are no entries.</summary>
    public bool IsThere { get; }

    /// <summary>Why what is there was not read (to its end): it is a FIFO, too large, a loop of links…; null where it was.</summary>
    public string? Refusal { get; }

    /// <summary>The well-formed lines, in file order.</summary>
    public ImmutableArray<TEntry> Entries { get; }

    /// <summary>The lines that say no account; blank lines and comments are none of them.</summary>
    public ImmutableArray<MalformedLine> Malformed { get; }
}
