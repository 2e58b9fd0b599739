using BenchmarkDotNet.Running;

if (!PackingSpeed.TryRun(args) && !VerifyChrootSpeed.TryRun(args) && !await PatchWatchSpeed.TryRunAsync(args)) BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
