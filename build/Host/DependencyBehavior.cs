namespace Nuke.Common;

/// <summary>What a skipped target means for its dependencies: skipped too unless something else needs them, or run all the same.</summary>
public enum DependencyBehavior { Skip, Execute }
