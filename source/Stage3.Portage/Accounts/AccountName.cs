using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Accounts;

/// <summary>
/// A user or group name that useradd(8) would take without <c>--badname</c>: a lower-case letter or underscore, then lower-case letters,
/// digits, underscores and dashes, perhaps a closing dollar sign, at most 32 bytes. GLEP 81 packages are named so too.
/// </summary>
public sealed record AccountName : IComparable<AccountName>
{
    /// <summary>The longest name that utmp(5) holds.</summary>
    public const int LongestName = 32;

    private AccountName(string value) => Value = value;

    /// <summary>The name as text.</summary>
    public string Value { get; }

    /// <summary>Makes a name from text.</summary>
    /// <exception cref="FormatException">useradd would refuse it.</exception>
    public static AccountName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException(
                $"'{text}' is no account name: a lower-case letter or '_', then lower-case letters, digits, '_' and '-', at most {LongestName}");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AccountName? name)
    {
        name = IsValid(text) ? new AccountName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(AccountName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 0 and <= LongestName } || text[0] is not ((>= 'a' and <= 'z') or '_')) return false;
        var body = text[^1] == '$' && text.Length > 1 ? text[1..^1] : text[1..];
        return body.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-');
    }

    /// <summary>Ordinal order.</summary>
    public static bool operator <(AccountName left, AccountName right) => Comparer<AccountName>.Default.Compare(left, right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(AccountName left, AccountName right) => right < left;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(AccountName left, AccountName right) => !(right < left);

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(AccountName left, AccountName right) => !(left < right);
}
