namespace Nuke.Common.Tooling;

/// <summary>Changes options and answers them.</summary>
public delegate T Configure<T>(T options);
