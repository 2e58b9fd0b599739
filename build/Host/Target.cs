namespace Nuke.Common;

/// <summary>A target as a build declares it: a property that describes the target on the definition handed to it.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
