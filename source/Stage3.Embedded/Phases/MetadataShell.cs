using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>One shell that sources many ebuilds, each in a subshell of its own.</summary>
internal sealed class MetadataShell(PhaseLibrary library, HostPath scratch)
{
    /// <summary>What the shell said of one ebuild.</summary>
    internal sealed record Answer(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<string> Eclasses, ImmutableArray<string> Errors);

    /// <summary>Sources all of them; answers in their order.</summary>
    internal async Task<ImmutableArray<Answer>> ReadAsync(ImmutableArray<(EbuildSource Source, Eapi Eapi)> ebuilds, CancellationToken cancellation)
    {
        scratch.EnsureFolder();
        try
        {
            await File.WriteAllTextAsync((scratch / "questions").Value, Questions(ebuilds), cancellation).ConfigureAwait(false);
            var shell = new ChildProcess("bash",
                ["--noprofile", "--norc", (library.Folder / "metadata.bash").Value, (scratch / "questions").Value, (scratch / "answers").Value, scratch.Value])
            {
                Environment = ChildEnvironment.Clean.With("__stage3_lib", library.Folder.Value),
            };
            await shell.RunAsync(cancellation).ConfigureAwait(false);
            var answers = Parse(File.ReadLines((scratch / "answers").Value)).ToImmutableArray();
            return answers.Length == ebuilds.Length
                ? answers
                : throw new Stage3Exception($"the shell answered for {answers.Length} ebuilds of {ebuilds.Length}", scratch.Value, "run again; if it stays so, report it");
        }
        finally
        {
            Directory.Delete(scratch.Value, recursive: true);
        }
    }

    private static string Questions(ImmutableArray<(EbuildSource Source, Eapi Eapi)> ebuilds)
    {
        var text = new StringBuilder();
        for (var index = 0; index < ebuilds.Length; index++)
        {
            var (source, eapi) = ebuilds[index];
            var version = source.Package.Version;
            string[] words =
            [
                index.ToString(), source.File.Value, source.Package.Name.Category, source.Package.Name.Name, version.WithoutRevision, version.Revision,
                version.ToString(), eapi.ToString(), source.EclassFolders.Length.ToString(), .. source.EclassFolders.Select(folder => folder.Value),
            ];
            foreach (var word in words) text.Append(word).Append('\0');
        }
        return text.ToString();
    }

    private static IEnumerable<Answer> Parse(IEnumerable<string> lines)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var eclasses = new List<string>();
        var errors = new List<string>();
        foreach (var line in lines)
        {
            var words = line.Split(' ', 2);
            switch (words[0])
            {
                case "begin":
                    metadata.Clear();
                    eclasses.Clear();
                    errors.Clear();
                    break;
                case "eclass":
                    eclasses.Add(words[1].Split(' ')[0]);
                    break;
                case "error":
                    errors.Add(words[1]);
                    break;
                case "end":
                    yield return new Answer(errors.Count == 0 ? metadata.ToImmutable() : metadata.ToImmutable().Clear(), [.. eclasses], [.. errors]);
                    break;
                default:
                    if (words is [var key, { Length: > 0 } value]) metadata[key] = value;
                    break;
            }
        }
    }
}
