using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stage3.Archives.Compressors;

namespace Stage3.Packaging;

/// <summary>The name of a stage archive, <c>stage3-&lt;arch&gt;-&lt;variant&gt;-&lt;timestamp&gt;.tar.xz</c>, as Gentoo's release engineering names its own.</summary>
public sealed record StageArchiveName
{
    private StageArchiveName(string stem, DateTimeOffset timestamp) => (Stem, Timestamp) = (stem, timestamp.ToUniversalTime());

    /// <summary>What stands before the time: <c>stage3-amd64-systemd</c>.</summary>
    public string Stem { get; }

    /// <summary>The time, in UTC.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The time as it stands in the name: <c>20260131T170233Z</c>.</summary>
    public string TimestampText => Timestamp.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Makes a name.</summary>
    /// <param name="stem">Letters, digits, <c>.</c>, <c>_</c>, <c>+</c> and <c>-</c>; a letter or digit first.</param>
    /// <param name="timestamp">The time of the build, or of what it was built from.</param>
    /// <exception cref="FormatException">The stem holds something else.</exception>
    public static StageArchiveName Of(string stem, DateTimeOffset timestamp) =>
        TryOf(stem, timestamp, out var name)
            ? name
            : throw new FormatException($"'{stem}' cannot begin the name of an archive: use letters, digits, '.', '_', '+' and '-', a letter or digit first");

    /// <summary>As <see cref="Of"/>, but a malformed stem is a value.</summary>
    public static bool TryOf(string? stem, DateTimeOffset timestamp, [NotNullWhen(true)] out StageArchiveName? name)
    {
        var isValid = stem is { Length: > 0 } && char.IsAsciiLetterOrDigit(stem[0])
            && stem.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '+' or '-');
        name = isValid ? new StageArchiveName(stem!, timestamp) : null;
        return isValid;
    }

    /// <summary>The file's name.</summary>
    public string FileName(Compression compression)
    {
        ArgumentNullException.ThrowIfNull(compression);
        return $"{Stem}-{TimestampText}.tar{compression.Ending}";
    }
}
