using Stage3.Linux;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>The engine that is asked for is not one that the specification can be carried out by.</summary>
public sealed class EngineUnavailableException(StageSpec spec, EngineChoice choice) : Stage3Exception(
    $"the specification '{spec?.Name}' is carried out by the {(choice == EngineChoice.Portage ? "embedded engine" : "real Portage")} alone, and --engine {choice.ToString().ToLowerInvariant()} asks for the other",
    $"{spec?.File}, key engine",
    "leave --engine away, or change the specification's engine to any");
