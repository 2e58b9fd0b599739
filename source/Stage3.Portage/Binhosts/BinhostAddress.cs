using System.Diagnostics.CodeAnalysis;
using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Where a binhost is: <c>https://…</c>, <c>http://…</c>, <c>file:///…</c> or an absolute path, each the folder that holds its
/// <c>Packages</c> (<c>sync-uri</c> of binrepos.conf, portage(5)).
/// </summary>
public sealed record BinhostAddress
{
    private BinhostAddress(Uri uri) => Uri = uri;

    /// <summary>The folder, with a slash at its end.</summary>
    public Uri Uri { get; }

    /// <summary>The folder on this machine; null where it is reached by http.</summary>
    public HostPath? Folder => Uri.IsFile ? HostPath.Parse(Uri.LocalPath) : null;

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static BinhostAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is not the address of a binhost: https://host/folder, http://host/folder, file:///folder or /folder");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BinhostAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text) || !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri)) return false;
        var isKnown = uri.Scheme == Uri.UriSchemeFile ? uri.Host.Length == 0 : uri.Scheme is "http" or "https" && uri.Host.Length > 0;
        if (isKnown && uri.Query.Length == 0 && uri.Fragment.Length == 0) address = new BinhostAddress(uri);
        return address is not null;
    }

    /// <summary>The address of a file of the binhost, whose path was found to be one that stays below it.</summary>
    public Uri Of(string path) => new(Uri, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    /// <inheritdoc/>
    public override string ToString() => Uri.IsFile ? Uri.LocalPath.TrimEnd('/') : Uri.AbsoluteUri.TrimEnd('/');
}
