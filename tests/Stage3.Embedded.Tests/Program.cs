using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;

// A merge as a process of its own, for tests that kill it: the folder of a MergeWorld and, where there are such, a root elsewhere and a store of unpacked images.
var world = new MergeWorld(HostPath.Parse(args[0]));
if (args is [_, var root, var store]) world = new MergeWorld(HostPath.Parse(args[0])) { Root = HostPath.Parse(root), UnpackedStore = HostPath.Parse(store) };
await world.MergeAsync(CancellationToken.None);
