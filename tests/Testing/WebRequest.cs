using System.Globalization;

namespace Stage3.Testing;

/// <summary>A request of HTTP/1.1 without a body.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">What is asked for, with its slash in front, decoded.</param>
/// <param name="Headers">Names, of any case, and values.</param>
public sealed record WebRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first byte that is asked for; null where all are.</summary>
    public int? From => Header("Range") is { } range ? int.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture) : null;

    /// <summary>A header; null where it is missing.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads the next one; null where none comes any more.</summary>
    public static async Task<WebRequest?> ReadAsync(TextReader reader, CancellationToken cancellation)
    {
        if (await reader.ReadLineAsync(cancellation) is not { } first || first.Split(' ') is not [var method, var path, _]) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 } line)
            if (line.Split(':', 2) is [var name, var value]) headers[name] = value.Trim();
        return new WebRequest(method, Uri.UnescapeDataString(path), headers);
    }
}
