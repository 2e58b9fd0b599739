using Stage3.Linux;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>The engine that is asked for, or that the specification needs, cannot be had.</summary>
public sealed class EngineUnavailableException(StageSpec spec, EngineChoice choice) : Stage3Exception(
    choice == EngineChoice.Portage
        ? "this version of Stage3 cannot drive a real Portage yet"
        : $"the specification '{spec?.Name}' is built from Gentoo's tree, which takes a real Portage, and this version of Stage3 cannot drive one yet",
    $"{spec?.File}, key engine",
    "build a specification that the embedded engine carries out, for instance specs/sample.json");
