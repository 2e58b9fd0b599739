using System.Diagnostics;
using Stage3.Packaging;

/// <summary>Splits packing from reading back by what is told of the progress, from the first word of the one to the last of the other.</summary>
internal sealed class PhaseWatch : IProgress<StageArchiveProgress>
{
    private (long Wall, TimeSpan Processor)? _begun;
    private (long Wall, TimeSpan Processor) _last;

    /// <summary>Seconds.</summary>
    public double ReadingBackWall => _begun is { } begun ? Stopwatch.GetElapsedTime(begun.Wall, _last.Wall).TotalSeconds : 0;

    /// <summary>Seconds of processor.</summary>
    public double ReadingBackProcessor => _begun is { } begun ? (_last.Processor - begun.Processor).TotalSeconds : 0;

    public void Report(StageArchiveProgress value)
    {
        if (value.Phase != StageArchivePhase.ReadingBack) return;
        using var self = Process.GetCurrentProcess();
        _last = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        _begun ??= _last;
    }
}
