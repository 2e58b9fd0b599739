using Nuke.Common.IO;
using Stage3.Linux;

namespace Stage3.Invocation;

/// <summary>Paths of the host of the build as paths of Stage3.</summary>
internal static class Paths
{
    /// <summary>The same path; null for a parameter that is not given.</summary>
    public static HostPath? AsHostPath(this AbsolutePath? path) => path is null ? null : HostPath.Parse(path);
}
