using System.Diagnostics;
using Serilog;
using Stage3.Linux;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>
/// Runs a step unless an earlier run finished it with the same inputs and nobody changed what it made. A step that
/// fails or is cancelled leaves no record, so it begins anew.
/// </summary>
internal sealed class StepRunner(StepLedger ledger)
{
    /// <summary>Runs, or says that there is nothing to do.</summary>
    /// <param name="step">The step's name, as the target is called.</param>
    /// <param name="key">What it reads.</param>
    /// <param name="work">Does it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<StepRecord> RunAsync(
        string step,
        ContentKey key,
        Func<CancellationToken, Task<StepResult>> work,
        CancellationToken cancellation)
    {
        if (ledger.Find(step) is { } record && record.Key == key.Value)
        {
            if (record.IsIntact())
            {
                Log.Information("{Step:l}: nothing to do ({Summary:l})", step, record.Summary);
                return record;
            }

            Log.Information("{Step:l}: what it made has been changed since; doing it again", step);
        }

        ledger.Forget(step);
        var clock = Stopwatch.StartNew();
        var result = await work(cancellation);
        var finished = new StepRecord(key.Value, result.Summary, [.. result.Products.Select(Product)]);
        ledger.Write(step, finished);
        Log.Information("{Step:l}: {Summary:l} in {Seconds:0.0} s", step, result.Summary, clock.Elapsed.TotalSeconds);
        return finished;
    }

    /// <summary>The record of a step that must have run before.</summary>
    /// <exception cref="StepMissingException">It has not.</exception>
    public StepRecord Require(string step, string neededBy) =>
        ledger.Find(step) ?? throw new StepMissingException(step, neededBy);

    private static StepProduct Product(HostPath path) => new(
        path.Value,
        Fingerprint.Of(path) ?? throw new UnreachableException($"a step ended well and did not make {path}"));
}
