using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>
/// Reads the metadata of ebuilds by sourcing them with their eclasses, many in one shell, and keeps what it read by the
/// content of ebuild and eclasses. Thread-safe; several processes may share one cache. See PMS sections 7 and 10.
/// </summary>
/// <param name="workFolder">Where the cache and the shell library are kept.</param>
public sealed partial class EbuildReader(HostPath workFolder)
{
    private readonly HostPath workFolder = workFolder;

    /// <summary>Reads all of them; one answer for each, in their order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was read until then is kept.</exception>
    public Task<ImmutableArray<EbuildReading>> ReadAsync(IReadOnlyCollection<EbuildSource> ebuilds, CancellationToken cancellation) =>
        throw new NotSupportedException($"in the making, {workFolder}");
}
