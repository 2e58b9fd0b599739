using System.Diagnostics.CodeAnalysis;
using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Where binary packages are had from: the address of the folder that holds their <c>Packages</c>, by <c>http</c>, <c>https</c> or <c>file</c>, without query,
/// fragment, or a password that logs would show (PORTAGE_BINHOST of make.conf(5), <c>sync-uri</c> of binrepos.conf, portage(5)).
/// </summary>
public sealed record BinhostAddress
{
    private BinhostAddress(Uri uri) => Uri = uri;

    /// <summary>The folder; its path ends with a slash.</summary>
    public Uri Uri { get; }

    /// <summary>The folder on this machine; null where it is on a web server.</summary>
    public HostPath? Folder => Uri.IsFile ? HostPath.Parse(Uri.LocalPath) : null;

    /// <summary>Reads an address, or the absolute path of a folder.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static BinhostAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException($"'{text}' is no binhost: it is http://, https:// or file:// and a folder, without spaces, query or password, or a folder's absolute path");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BinhostAddress? address)
    {
        address = null;
        // Only a path may have spaces: in an address they are escaped, and Portage parts addresses by them.
        var isPath = text is ['/', ..];
        if (string.IsNullOrEmpty(text) || text.Any(char.IsControl) || (!isPath && text.Any(char.IsWhiteSpace))) return false;
        if (Uri.TryCreate(isPath ? text : $"{text.TrimEnd('/')}/", UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "file" && uri is { Query: "", Fragment: "", UserInfo: "" } && uri.IsFile == (uri.Host.Length == 0))
            address = new BinhostAddress(new Uri($"{uri.AbsoluteUri.TrimEnd('/')}/"));
        return address is not null;
    }

    /// <summary>The address of a folder on this machine.</summary>
    public static BinhostAddress Of(HostPath folder) => Parse(folder?.Value ?? "");

    /// <summary>The address of a file in it.</summary>
    /// <param name="path">Relative to the folder, and found to stay below it; each component is escaped.</param>
    public Uri FileAt(string path) =>
        new(Uri, string.Join('/', (path ?? throw new ArgumentNullException(nameof(path))).Split('/').Select(Uri.EscapeDataString)));

    /// <summary>As Portage takes it, without the last slash.</summary>
    public override string ToString() => Uri.AbsoluteUri.TrimEnd('/');
}
