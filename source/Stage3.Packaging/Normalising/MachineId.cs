namespace Stage3.Packaging.Normalising;

/// <summary>The machine's id, machine-id(5): an image has none, and an empty file gets one at the first start.</summary>
public sealed class MachineId() : RewriteRule(
    "machine-id", "it names one machine, and every machine that starts from the archive would have the same")
{
    /// <inheritdoc/>
    public override bool Concerns(string path) => path == "/etc/machine-id";

    /// <inheritdoc/>
    public override byte[] Rewrite(string path, ReadOnlySpan<byte> content) => [];
}
