using Stage3.Linux;

namespace Stage3.Reproducing;

/// <summary>Two builds of the same thing are not the same.</summary>
public sealed class NotReproducibleException(string difference, HostPath first, HostPath second) : Stage3Exception(
    $"two builds of the same differ: {difference}",
    $"{first} and {second}",
    "see where that comes from: what the surroundings decide belongs out of the build, or a rule in Stage3.Packaging.Normalising takes it out of the archive");
