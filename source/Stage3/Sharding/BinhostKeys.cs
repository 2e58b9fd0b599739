using Stage3.Portage.Signatures;
using Stage3.Steps;

namespace Stage3.Sharding;

/// <summary>The keys whose signatures are asked for.</summary>
internal static class BinhostKeys
{
    /// <summary>A keyring of them; null where no key is named.</summary>
    public static async Task<OpenPgpKeyring?> OpenAsync(StageContext stage, CancellationToken cancellation) =>
        stage.Sharing.Keys.IsEmpty ? null : await OpenPgpKeyring.MakeAsync(stage.Sharing.Keys, stage.Workspace.Temporary / "binhost-keys", cancellation);
}
