using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>Gentoo's own tree, or one that carries it, out of a clone that STAGE3_TREES names: what packages without sources need of it.</summary>
internal static class RealTree
{
    private static readonly string[] Prefixes = ["", "sdk_container/src/third_party/portage-stable/"];
    private static readonly string[] Needed = ["acct-group", "acct-user", "eclass", "metadata/layout.conf", "profiles", "virtual"];

    /// <summary>Puts it into a folder, with further paths of it where it has them.</summary>
    public static async Task<HostPath> CheckOutAsync(HostPath into, params IEnumerable<string> more)
    {
        foreach (var clone in (Environment.GetEnvironmentVariable(Need.Trees) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var prefix in Prefixes)
            {
                if (!(await Git(clone, "cat-file", "-e", $"HEAD:{prefix}acct-user").ExitAsync(CancellationToken.None)).IsSuccess) continue;
                into.EnsureFolder();
                const string script = "set -o pipefail; git -c safe.directory='*' -C \"$1\" archive \"HEAD:${2%/}\" -- \"${@:4}\" | tar -x -C \"$3\"";
                var wanted = new List<string>(Needed);
                foreach (var path in more)
                    if ((await Git(clone, "cat-file", "-e", $"HEAD:{prefix}{path}").ExitAsync(CancellationToken.None)).IsSuccess) wanted.Add(path);
                await new ChildProcess("bash", ["-c", script, "check-out", clone, prefix, into.Value, .. wanted]).RunAsync(CancellationToken.None);
                return into;
            }
        }

        throw new Stage3Exception("no clone holds acct-user", $"STAGE3_TREES={Environment.GetEnvironmentVariable(Need.Trees)}", "name a clone of Gentoo's tree, or of one that carries it");
    }

    /// <summary>The packages of a category, sorted.</summary>
    public static ImmutableArray<string> Packages(HostPath tree, string category) =>
        [.. Directory.GetDirectories((tree / category).Value).Select(folder => $"{category}/{Path.GetFileName(folder)}").Order(StringComparer.Ordinal)];

    private static ChildProcess Git(string clone, params string[] arguments) => new("git", ["-c", "safe.directory=*", "-C", clone, .. arguments]);
}
