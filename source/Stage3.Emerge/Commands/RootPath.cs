using System.Diagnostics.CodeAnalysis;
using Stage3.Linux;

namespace Stage3.Emerge.Commands;

/// <summary>
/// A ROOT: the absolute path of the system that packages are merged into (PMS 11.1, <c>ROOT</c>). Never <c>/</c>:
/// a stage is not built into the running system.
/// </summary>
public sealed record RootPath
{
    private RootPath(HostPath path) => Path = path;

    /// <summary>The folder on the build host.</summary>
    public HostPath Path { get; }

    /// <summary>Makes a ROOT of absolute text.</summary>
    /// <exception cref="FormatException">The text is relative, or is the running system.</exception>
    public static RootPath Parse(string text) =>
        TryParse(text, out var root)
            ? root
            : throw new FormatException($"'{text}' cannot be a ROOT: it must be absolute and not the running system's '/'");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RootPath? root)
    {
        root = HostPath.TryParse(text, out var path) && path.Value != "/" ? new RootPath(path) : null;
        return root is not null;
    }

    /// <summary>The ROOT at a path that is not <c>/</c>.</summary>
    public static RootPath At(HostPath path) => Parse(path?.Value ?? "");

    /// <summary>A path below this ROOT.</summary>
    public static HostPath operator /(RootPath root, string name) =>
        (root ?? throw new ArgumentNullException(nameof(root))).Path / name;

    /// <summary>Named form of the <c>/</c> operator.</summary>
    public static HostPath Divide(RootPath left, string right) => left / right;

    /// <inheritdoc/>
    public override string ToString() => Path.Value;
}
