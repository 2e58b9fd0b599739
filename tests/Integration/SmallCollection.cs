namespace Stage3.Integration;

/// <summary>One build of the small stage by a real Portage for all; one test at a time.</summary>
[CollectionDefinition("small")]
public sealed class SmallCollection : ICollectionFixture<SmallStage>;
