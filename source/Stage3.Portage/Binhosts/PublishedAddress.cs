using System.Diagnostics.CodeAnalysis;
using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Where binary packages are had from: the address of a folder with a <c>Packages</c> index in it, by <c>http</c>, <c>https</c> or <c>file</c>,
/// without query, fragment, or a password that logs would show. See make.conf(5), PORTAGE_BINHOST.
/// </summary>
public sealed record PublishedAddress
{
    private PublishedAddress(Uri uri) => Uri = uri;

    /// <summary>The folder; its path ends with a slash.</summary>
    public Uri Uri { get; }

    /// <summary>The folder on this machine; null where it is on a web server.</summary>
    public HostPath? Folder => Uri.IsFile ? HostPath.Parse(Uri.LocalPath) : null;

    /// <summary>Reads an address, or the absolute path of a folder.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static PublishedAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException($"'{text}' is no binhost: it is http://, https:// or file:// and a folder, without spaces, query or password, or a folder's absolute path");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PublishedAddress? address)
    {
        address = text is not null && !text.Any(char.IsWhiteSpace) && !text.Any(char.IsControl)
            && System.Uri.TryCreate(text.StartsWith('/') ? $"file://{text}" : text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "file" && uri is { Query: "", Fragment: "", UserInfo: "" } && (!uri.IsFile || uri.Host.Length == 0)
            ? new PublishedAddress(new Uri($"{uri.AbsoluteUri.TrimEnd('/')}/"))
            : null;
        return address is not null;
    }

    /// <summary>The address of a folder on this machine.</summary>
    public static PublishedAddress Of(HostPath folder) => Parse(folder?.Value ?? "");

    /// <summary>The address of a file in it.</summary>
    /// <param name="path">Relative to the folder; each component is escaped.</param>
    public Uri FileAt(string path) =>
        new(Uri, string.Join('/', (path ?? throw new ArgumentNullException(nameof(path))).Split('/').Select(System.Uri.EscapeDataString)));

    /// <summary>As Portage takes it, without the last slash.</summary>
    public override string ToString() => Uri.AbsoluteUri.TrimEnd('/');
}
