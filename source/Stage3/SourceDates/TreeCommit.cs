using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;
using Stage3.Linux;

namespace Stage3.SourceDates;

/// <summary>The last commit that touched a tree, where the tree is in a git repository and git is there.</summary>
internal sealed record TreeCommit(string Hash, DateTimeOffset Time)
{
    public static async Task<TreeCommit?> FindAsync(HostPath tree, CancellationToken cancellation)
    {
        var output = new StringBuilder();
        try
        {
            // Root builds what somebody else has checked out, which git otherwise takes for an attack; nothing is run from it.
            var result = await Cli.Wrap("git")
                .WithArguments(["-c", "safe.directory=*", "-C", tree.Value, "log", "-1", "--no-show-signature", "--format=%H %ct", "--", "."])
                .WithEnvironmentVariables(variables => variables.Set("GIT_OPTIONAL_LOCKS", "0").Set("GIT_DIR", null).Set("GIT_WORK_TREE", null))
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellation);
            return result.ExitCode == 0 ? Parse(output.ToString()) : null;
        }
        catch (Win32Exception)
        {
            // No git on this machine.
            return null;
        }
    }

    private static TreeCommit? Parse(string line) =>
        line.Trim().Split(' ') is [{ Length: >= 40 } hash, var time] && long.TryParse(time, CultureInfo.InvariantCulture, out var seconds)
            ? new(hash, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
}
