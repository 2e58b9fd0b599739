using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge;

/// <summary>A package of an <c>emerge</c> run failed; what was finished before is kept.</summary>
public sealed class EmergeFailedException(PackageId package, Stage3Exception reason)
    : Stage3Exception(Named(package, reason), reason?.Where ?? "", reason?.Remedy ?? "", reason)
{
    /// <summary>The package that failed.</summary>
    public PackageId Package { get; } = package;

    // Whatever failed may have named the package already.
    private static string Named(PackageId package, Stage3Exception? reason) =>
        reason?.What.StartsWith($"{package}: ", StringComparison.Ordinal) == true ? reason.What : $"{package}: {reason?.What}";
}
