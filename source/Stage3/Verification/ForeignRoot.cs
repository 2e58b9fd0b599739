using Serilog;
using Stage3.Chroot;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Specification;
using Stage3.Steps;

namespace Stage3.Verification;

/// <summary>Examines a root that the pipeline did not make: a folder, or an archive; the reports go below <c>verify/</c> under its name. A specification is read only where one is named.</summary>
internal static class ForeignRoot
{
    public static async Task VerifyAsync(PipelineRequest request, CancellationToken cancellation)
    {
        var bar = request.FailOn.Severity;
        if (request.Chroot is not null && request.Archive is not null)
            throw new Stage3Exception("both a chroot and an archive are named", request.Archive.Value, "name one of --chroot and --archive");
        var policy = request.Spec is { } file ? RootExamination.Policy(await SpecReader.ReadAsync(file, cancellation)) : ChrootPolicy.Default;
        // Where the packages that the root was made of are at hand, its files are held against the owners that they name.
        if (request.PkgDir is { } packages) policy = policy with { Packages = [packages] };
        if (request.Spec is null) Log.Information("No --spec given: no account is asked for by name, all other rules apply");
        using var root = Open(request, cancellation);
        var examination = RootExamination.Run(root, policy, request.Output / "verify" / root.Origin.Name, cancellation);
        if (examination.Fails(bar)) throw new ChrootUnsoundException(root.Origin, examination.Findings, bar);
        Log.Information("{Root:l}: {Summary:l}", root.Origin.Value, ChrootReport.Summary(examination));
    }

    private static ExaminedRoot Open(PipelineRequest request, CancellationToken cancellation) => request.Archive is { } archive
        ? ExaminedRoot.OfArchive(archive, (request.WorkDir / "verify").EnsureFolder(), cancellation)
        : ExaminedRoot.OfFolder(request.Chroot!);
}
