using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;

// A merge as a process of its own, for tests that kill it: the folder of a MergeWorld and, where there is one, a store of unpacked images.
await new MergeWorld(HostPath.Parse(args[0])) { UnpackedStore = args.Length > 1 ? HostPath.Parse(args[1]) : null }.MergeAsync(CancellationToken.None);
