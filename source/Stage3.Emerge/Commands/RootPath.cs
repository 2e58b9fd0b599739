using System.Diagnostics.CodeAnalysis;
using Stage3.Linux;

namespace Stage3.Emerge.Commands;

/// <summary>
/// A ROOT: the absolute path of the system that packages are merged into (PMS 11.1, <c>ROOT</c>). Never <c>/</c>:
/// a stage is not built into the running system; and never inside an ebuild repository, which would be spoilt.
/// </summary>
public sealed record RootPath
{
    private RootPath(HostPath path) => Path = path;

    /// <summary>The folder on the build host.</summary>
    public HostPath Path { get; }

    /// <summary>Makes a ROOT of absolute text.</summary>
    /// <exception cref="FormatException">The text is relative, is the running system, or lies inside an ebuild repository.</exception>
    public static RootPath Parse(string text) => TryParse(text, out var root, out var problem) ? root : throw new FormatException(problem);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RootPath? root) => TryParse(text, out root, out _);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with the reason.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RootPath? root, [NotNullWhen(false)] out string? problem)
    {
        problem = !HostPath.TryParse(text, out var path) ? $"'{text}' cannot be a ROOT: it is not absolute"
            : path.Value == "/" ? "'/' cannot be a ROOT: it is the running system"
            : RepositoryAbove(path) is { } repository ? $"'{text}' cannot be a ROOT: it is inside the ebuild repository {repository}"
            : null;
        root = problem is null ? new RootPath(path!) : null;
        return problem is null;
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

    // A repository has a name (PMS 4.4.1), and what is merged into it would become part of the tree.
    private static HostPath? RepositoryAbove(HostPath path)
    {
        for (var folder = path; folder.Value != "/"; folder = folder.Parent)
        {
            if ((folder / "profiles/repo_name").IsFile) return folder;
        }

        return null;
    }
}
