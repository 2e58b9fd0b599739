using System.Collections.Immutable;
using Nuke.Common.IO;
using Stage3.Linux;

namespace Stage3.Invocation;

/// <summary>Paths of the host of the build as paths of Stage3.</summary>
internal static class Paths
{
    /// <summary>The same path; null for a parameter that is not given.</summary>
    public static HostPath? AsHostPath(this AbsolutePath? path) => path is null ? null : HostPath.Parse(path);

    /// <summary>The same paths; none for a parameter that is not given.</summary>
    public static ImmutableArray<HostPath> AsHostPaths(this AbsolutePath[]? paths) => [.. (paths ?? []).Select(path => HostPath.Parse(path))];

    /// <summary>The path of a parameter that several builds share, wherever each is started; null where it is not given.</summary>
    /// <exception cref="Stage3Exception">It does not begin with a slash.</exception>
    public static HostPath? AsWholePath(this string? text, string parameter) =>
        text is null ? null
        : HostPath.TryParse(text, out var path) ? path
        : throw new Stage3Exception($"'{text}' is no absolute path, and would be another folder wherever a build is started", $"{parameter} {text}", $"name the whole path, such as {Path.GetFullPath(text.Length == 0 ? "." : text)}");

    /// <summary>The one path of a parameter that other targets take several of; null where it is not given.</summary>
    /// <exception cref="Stage3Exception">There are several.</exception>
    public static HostPath? AsOneHostPath(this AbsolutePath[]? paths, string parameter) => paths.AsHostPaths() switch
    {
        [] => null,
        [var only] => only,
        var several => throw new Stage3Exception(
            $"a stage is built from one tree, but {several.Length} are given", $"{parameter} {string.Join(' ', several)}", "name one; VerifyPatches alone takes several"),
    };
}
