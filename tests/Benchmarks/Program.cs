using BenchmarkDotNet.Running;

if (!VerifyChrootSpeed.TryRun(args) && !await PatchWatchSpeed.TryRunAsync(args)) BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
