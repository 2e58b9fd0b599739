using Serilog;
using Stage3.Emerge.Seeds;
using Stage3.Portage.Signatures;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Verifies and unpacks the seed that somebody names.</summary>
internal static class SeedOpening
{
    /// <summary>The unpacked seed; null where none is named.</summary>
    /// <exception cref="SeedRefusedException">It is not what lies beside it says, or holds no Portage.</exception>
    public static async Task<SeedRoot?> OpenAsync(PipelineRequest request, Workspace workspace, CancellationToken cancellation)
    {
        if (request.Seed is null) return null;
        using var keys = request.SeedKeys.IsEmpty ? null : await OpenPgpKeyring.MakeAsync(request.SeedKeys, workspace.Folder / "seed-keys", cancellation);
        var seed = await SeedArchive.VerifyAsync(request.Seed, keys, cancellation);
        Log.Information("Seed {Seed:l}: as it must be by {Proof:l}", seed.File.Name, seed.Proof);
        return await SeedRoot.UnpackAsync(seed, workspace.Seeds, cancellation);
    }
}
