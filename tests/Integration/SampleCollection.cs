namespace Stage3.Integration;

/// <summary>One build of the sample for all; one test at a time.</summary>
[CollectionDefinition("sample")]
public sealed class SampleCollection : ICollectionFixture<SampleStage>;
