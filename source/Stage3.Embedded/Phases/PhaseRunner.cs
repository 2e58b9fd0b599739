namespace Stage3.Embedded.Phases;

/// <summary>
/// Runs ebuilds as PMS defines it for EAPI 7 and 8, in private mount namespaces where nothing of the build host can be
/// changed and accounts are looked up in ROOT. Needs root, real or of a user namespace. Re-entrant: several packages
/// may run at once, each with folders of its own.
/// </summary>
public sealed partial class PhaseRunner(PhaseSettings settings)
{
    private readonly PhaseSettings settings = settings;

    /// <summary>Builds a package: <c>pkg_pretend</c> to <c>src_install</c>.</summary>
    /// <exception cref="PhaseFailedException">A phase failed.</exception>
    /// <exception cref="HostAccountsException">A phase reached for the build host's accounts.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public Task<BuiltImage> BuildAsync(BuildRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException($"in the making, {settings}");

    /// <summary>Runs <c>pkg_*</c> phases from a saved environment.</summary>
    /// <exception cref="PhaseFailedException">A phase failed.</exception>
    /// <exception cref="HostAccountsException">A phase reached for the build host's accounts.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public Task RunAsync(PackagePhaseRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException($"in the making, {settings}");
}
