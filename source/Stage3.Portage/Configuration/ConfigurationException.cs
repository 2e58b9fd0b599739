using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>Configuration that cannot be used, with everything that is wrong in it and not only the first thing.</summary>
public sealed class ConfigurationException(ImmutableArray<ConfigurationProblem> problems) : Stage3Exception(
    what: problems.Length == 1 ? problems[0].Message : $"{problems.Length} mistakes in the configuration",
    where: string.Join("\n         ", problems.Length == 1
        ? [problems[0].Line > 0 ? $"{problems[0].File}:{problems[0].Line}" : problems[0].File.Value]
        : problems.Select(problem => problem.ToString())),
    remedy: "mend the named lines")
{
    /// <summary>A single problem.</summary>
    public ConfigurationException(HostPath file, int line, string message)
        : this([new ConfigurationProblem(file, line, message)])
    {
    }

    /// <summary>All that is wrong, in the order it was found.</summary>
    public ImmutableArray<ConfigurationProblem> Problems { get; } = problems;

    /// <summary>Throws where there is any problem.</summary>
    public static void ThrowIfAny(IEnumerable<ConfigurationProblem> problems)
    {
        var all = problems.ToImmutableArray();
        if (all.Length > 0) throw new ConfigurationException(all);
    }
}
