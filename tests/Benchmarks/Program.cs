using BenchmarkDotNet.Running;

if (!VerifyChrootSpeed.TryRun(args)) BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
