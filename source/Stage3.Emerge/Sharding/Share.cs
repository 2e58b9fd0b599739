using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Stage3.Emerge.Sharding;

/// <summary>One of several equal parts, written <c>3/8</c>: the third of eight.</summary>
public sealed record Share
{
    /// <summary>The most parts there can be.</summary>
    public const int Most = 999;

    private Share(int number, int count) => (Number, Count) = (number, count);

    /// <summary>All of it: <c>1/1</c>.</summary>
    public static Share Whole { get; } = new(1, 1);

    /// <summary>Which, from 1 to <see cref="Count"/>.</summary>
    public int Number { get; }

    /// <summary>How many there are, from 1 to <see cref="Most"/>.</summary>
    public int Count { get; }

    /// <summary>Reads <c>3/8</c>.</summary>
    /// <exception cref="FormatException">It is no such part.</exception>
    public static Share Parse(string text) =>
        TryParse(text, out var share)
            ? share
            : throw new FormatException($"'{text}' is no part of a whole: 3/8 is the third of eight, from 1/1 to {Most}/{Most}");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Share? share)
    {
        share = text?.Split('/') is [var first, var second] && Number1(first) is { } number && Number1(second) is { } count && number <= count
            ? new Share(number, count)
            : null;
        return share is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? Number1(string text) =>
        text.Length is > 0 and <= 3 && text[0] != '0' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
