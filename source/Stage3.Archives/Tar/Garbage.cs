namespace Stage3.Archives.Tar;

/// <summary>
/// Keeps what members leave behind small. The runtime lets the youngest generation grow as large as the processor's cache, hundreds of
/// megabytes on some machines, all of them garbage here: nearly nothing of a member is alive when the next one comes.
/// </summary>
internal struct Garbage
{
    // Some ten megabytes.
    private const int Members = 8192;
    private int _count;

    /// <summary>Told of each member.</summary>
    internal void Add()
    {
        if (++_count % Members == 0) GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
