using System.Diagnostics;
using System.Globalization;
using Serilog;
using Stage3.Packaging;

namespace Stage3.Progress;

/// <summary>Shows packing as a line a phase, and now and then one in between.</summary>
internal sealed class PackingLines(string step) : IProgress<StageArchiveProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Lock gate = new();
    private StageArchivePhase? phase;
    private long last;

    /// <inheritdoc/>
    public void Report(StageArchiveProgress value)
    {
        lock (gate)
        {
            if (value.Phase == phase && Stopwatch.GetElapsedTime(last) < Pause) return;
            (phase, last) = (value.Phase, Stopwatch.GetTimestamp());
        }

        Log.Information("{Step:l}: {Line:l}", step, string.Create(
            CultureInfo.InvariantCulture,
            $"{(value.Phase == StageArchivePhase.Packing ? "packing" : "reading back")}, {value.Entries} entries, {value.Bytes / 1e6:0} MB so far"));
    }
}
