using System.Globalization;
using Stage3.Linux;

namespace Stage3.Emerge.Scaling;

/// <summary>Keeps what was compiled: FEATURES=ccache of make.conf(5).</summary>
/// <param name="Folder">Where: CCACHE_DIR.</param>
/// <param name="Gigabytes">How large it may become: CCACHE_SIZE; null is ccache's own default.</param>
public sealed record CompilerCache(HostPath Folder, int? Gigabytes)
{
    /// <summary>CCACHE_SIZE, such as <c>10G</c>.</summary>
    internal string? Size => Gigabytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size}G") : null;
}
