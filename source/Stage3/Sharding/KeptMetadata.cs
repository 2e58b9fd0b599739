using System.Globalization;
using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Portage.Repositories;

namespace Stage3.Sharding;

/// <summary>
/// Metadata of ebuilds as Portage keeps it: what a run found itself (PORTAGE_DEPCACHEDIR), and what a tree brings along (metadata/md5-cache,
/// PMS 14.2). Believed where it is of the ebuild as it stands.
/// </summary>
internal static class KeptMetadata
{
    /// <summary>The keys of an ebuild; null where nothing is kept that holds.</summary>
    public static IReadOnlyDictionary<string, string>? Find(EbuildFile ebuild, Repository repository, HostPath cache)
    {
        var name = $"{ebuild.Package.Name.Category}/{ebuild.Package.NameAndVersion}";
        return new[] { cache / "portage" / repository.Location.Value / name, repository.Location / "metadata/md5-cache" / name }
            .Where(file => file.IsFile).Select(file => Read(file, ebuild.File)).FirstOrDefault(keys => keys is not null);
    }

    private static Dictionary<string, string>? Read(HostPath file, HostPath ebuild)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file.Value))
            if (line.Split('=', 2) is [var key, var value]) keys[key] = value;
        var holds = keys.TryGetValue("_md5_", out var digest)
            ? digest == Digest(ebuild)
            : keys.TryGetValue("_mtime_", out var time) && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds == new DateTimeOffset(File.GetLastWriteTimeUtc(ebuild.Value)).ToUnixTimeSeconds();
        return holds ? keys : null;
    }

#pragma warning disable CA5351 // The cache's format says MD5; it guards against edits, not against people.
    private static string Digest(HostPath file) => Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(file.Value)));
#pragma warning restore CA5351
}
