using System.Collections.Immutable;
using Stage3.Eclasses.Trees;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Eclasses.Verdicts;

/// <summary>What <c>bash -n</c> says of an eclass: it reads all of it and runs nothing.</summary>
public static class BashSyntax
{
    /// <summary>The complaints, one a line, as bash writes them; empty where there is none.</summary>
    public static async Task<ImmutableArray<string>> CheckAsync(EclassFile eclass, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(eclass);
        var folder = HostPath.Parse(Directory.CreateTempSubdirectory("stage3-syntax-").FullName);
        try
        {
            var file = folder / eclass.Name;
            await File.WriteAllBytesAsync(file.Value, eclass.Content, cancellation).ConfigureAwait(false);
            var complaints = ImmutableArray.CreateBuilder<string>();
            var exit = await new ChildProcess("bash", "--norc", "-n", eclass.Name)
            {
                WorkingFolder = folder,
                OnLine = line => complaints.Add(line.Text),
            }.ExitAsync(cancellation).ConfigureAwait(false);
            if (!exit.IsSuccess && complaints.Count == 0) complaints.Add($"bash -n ended with {exit}");
            return exit.IsSuccess ? [] : complaints.ToImmutable();
        }
        finally
        {
            Directory.Delete(folder.Value, recursive: true);
        }
    }
}
