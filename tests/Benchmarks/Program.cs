using BenchmarkDotNet.Running;

if (!PackingSpeed.TryRun(args) && !VerifyChrootSpeed.TryRun(args) && !await MergeSpeed.TryRunAsync(args) && !await BinhostDelay.TryRunAsync(args) && !await BinhostFleet.TryRunAsync(args) && !await PatchWatchSpeed.TryRunAsync(args) && !await PortageOverhead.TryRunAsync(args)) BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
