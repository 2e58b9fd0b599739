using System.Text.RegularExpressions;

namespace Stage3.RootComparison;

/// <summary>Paths that may differ between a root of the embedded engine and one of a real Portage.</summary>
/// <param name="Paths">A regular expression for whole paths, which begin with a slash.</param>
/// <param name="Reason">Why they may.</param>
public sealed record AllowedDifference(string Paths, string Reason)
{
    private readonly Regex regex = new($"^(?:{Paths})$", RegexOptions.CultureInvariant);

    /// <summary>True where this allows the path to differ.</summary>
    public bool Allows(string path) => regex.IsMatch(path);
}
