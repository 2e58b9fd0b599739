using BenchmarkDotNet.Running;

// What is asked for stands last, where each of ours looks for it.
if (Array.IndexOf(args, "--filter") is >= 0 and var at && at + 2 < args.Length) args = [.. args[..at], .. args[(at + 2)..], .. args[at..(at + 2)]];
if (!PackingSpeed.TryRun(args) && !VerifyChrootSpeed.TryRun(args) && !await MergeSpeed.TryRunAsync(args) && !UnpackedStoreSpeed.TryRun(args) && !await BinhostDelay.TryRunAsync(args) && !await BinhostFleet.TryRunAsync(args) && !await PatchWatchSpeed.TryRunAsync(args) && !await PortageOverhead.TryRunAsync(args)) BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
