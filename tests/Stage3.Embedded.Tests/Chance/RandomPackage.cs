namespace Stage3.Embedded.Tests.Chance;

/// <summary>A version of a package.</summary>
/// <param name="Name">Without the category.</param>
/// <param name="Version">The version.</param>
/// <param name="Slot">SLOT.</param>
/// <param name="Script">Makes its image in the folder at hand.</param>
/// <param name="Phases">Its functions.</param>
/// <param name="Run">RDEPEND.</param>
/// <param name="Post">PDEPEND.</param>
internal sealed record RandomPackage(string Name, int Version, string Slot, string Script, string Phases, string Run, string Post);
