namespace Stage3.Linux.Processes;

/// <summary>A program is not on this machine: nothing was started.</summary>
public sealed class ProgramMissingException(string program, string searched) : Stage3Exception(
    what: $"the program '{program}' was not found",
    where: $"looked in {searched}",
    remedy: $"install the package that holds '{Path.GetFileName(program)}', or put its folder on PATH")
{
    /// <summary>The program as it was asked for.</summary>
    public string Program { get; } = program;
}
