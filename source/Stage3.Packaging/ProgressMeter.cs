namespace Stage3.Packaging;

/// <summary>Reports now and then, not at each of a hundred thousand entries.</summary>
internal sealed class ProgressMeter(StageArchivePhase phase, IProgress<StageArchiveProgress>? progress)
{
    private const long Step = 8 << 20;
    private long _next;

    public void Report(long entries, long bytes)
    {
        if (bytes < _next) return;
        _next = bytes + Step;
        progress?.Report(new(phase, entries, bytes));
    }
}
