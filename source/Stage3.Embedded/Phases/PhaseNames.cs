namespace Stage3.Embedded.Phases;

/// <summary>The names of phases as PMS writes them.</summary>
public static class PhaseNames
{
    /// <summary>The value of EBUILD_PHASE and the word in DEFINED_PHASES, such as <c>unpack</c>. See PMS table 11.1.</summary>
    public static string ShortName(this Phase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>The value of EBUILD_PHASE_FUNC, such as <c>src_unpack</c>. See PMS section 9.1.</summary>
    public static string FunctionName(this Phase phase) => $"{(phase.IsSource() ? "src" : "pkg")}_{phase.ShortName()}";

    /// <summary>True for the phases that work on sources: they run only when a package is built.</summary>
    public static bool IsSource(this Phase phase) => phase is >= Phase.Unpack and <= Phase.Install;
}
