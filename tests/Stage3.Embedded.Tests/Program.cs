using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;

// A merge as a process of its own, for tests that kill it: the folder of a MergeWorld.
await new MergeWorld(HostPath.Parse(args[0])).MergeAsync(CancellationToken.None);
