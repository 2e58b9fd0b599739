using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>One thing that is wrong in a configuration file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Message">What is wrong, quoting the text.</param>
public sealed record ConfigurationProblem(HostPath File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}
