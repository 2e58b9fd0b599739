using System.Globalization;
using System.Text;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Packaging.Normalising;

/// <summary>Times at which packages were built, in the installed database.</summary>
public sealed class BuildTimes(FileTime latest) : RewriteRule(
    "vdb-build-time", "the clock at the time of the build, which tells nothing that the version does not; later than the source's date it becomes that")
{
    /// <inheritdoc/>
    public override bool Concerns(string path) => InstalledKey.Of(path) is { Key: BuildInfoKeys.BuildTime };

    /// <inheritdoc/>
    public override byte[] Rewrite(string path, ReadOnlySpan<byte> content) =>
        long.TryParse(Encoding.Latin1.GetString(content).Trim(), CultureInfo.InvariantCulture, out var built) && built > latest.Seconds
            ? Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{latest.Seconds}\n"))
            : content.ToArray();
}
