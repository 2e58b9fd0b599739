using System.Globalization;

namespace Stage3.Chroot.References;

/// <summary>A place where a file of the root names an account.</summary>
/// <param name="Kind">User or group.</param>
/// <param name="Name">The name as it stands there.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="By">What in the file names it: <c>User=</c>, <c>&lt;policy user&gt;</c>.</param>
internal sealed record AccountReference(AccountKind Kind, string Name, string Path, int Line, string By)
{
    /// <summary>"user" or "group".</summary>
    public string Subject => Kind == AccountKind.User ? "user" : "group";

    /// <summary>True where who refers to it also makes it, for as long as it runs: <c>DynamicUser=yes</c>.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>A number needs no account: the kernel takes it as it is.</summary>
    public bool IsNumber => uint.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
