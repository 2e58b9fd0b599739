using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Scaling;

/// <summary>
/// GNU make's job server for a whole run: a pipe with a token for each further job, which all that understands it takes one of and puts back.
/// So all packages together run no more jobs than were asked for. See "POSIX Jobserver Interaction" in make's manual. Open until disposed.
/// </summary>
internal sealed class JobServer : IDisposable
{
    private readonly FileStream pipe;

    private JobServer(HostPath path, FileStream pipe, MakeJobs jobs)
    {
        this.pipe = pipe;
        MakeFlags = string.Create(CultureInfo.InvariantCulture, $"-j{jobs.Count}{(jobs.Load is { } load ? $" -l{load}" : "")} --jobserver-auth=fifo:{path}");
    }

    /// <summary>What tells make and its like where it is: MAKEFLAGS of make.conf(5).</summary>
    public string MakeFlags { get; }

    /// <summary>Opens one.</summary>
    /// <param name="path">Where the pipe is made; nothing may be there.</param>
    /// <param name="jobs">How many at once; one of them needs no token, it is the run's own.</param>
    /// <exception cref="Stage3Exception">The path has white space in it, which parts the words of MAKEFLAGS.</exception>
    public static JobServer Open(HostPath path, MakeJobs jobs)
    {
        if (path.Value.Any(char.IsWhiteSpace))
            throw new Stage3Exception("make cannot be told of a job server whose path has white space in it", path.Value, "give a --work-dir without; or leave out --share-make-jobs, and each package has jobs of its own");
        var pipe = NamedPipe.Create(path);
        for (var token = 1; token < jobs.Count; token++) pipe.WriteByte((byte)'+');
        pipe.Flush();
        return new(path, pipe, jobs);
    }

    /// <inheritdoc/>
    public void Dispose() => pipe.Dispose();
}
