using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>A file that CONFIG_PROTECT kept from being replaced.</summary>
/// <param name="Path">The file, as it was.</param>
/// <param name="Update">Where the package's own version lies: <c>._cfg0000_name</c> beside it.</param>
public readonly record struct ProtectedFile(BytePath Path, BytePath Update);
