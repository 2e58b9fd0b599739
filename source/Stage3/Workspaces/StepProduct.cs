namespace Stage3.Workspaces;

/// <summary>A file or folder that a step made.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Fingerprint">What it looked like when the step was done; see <see cref="Workspaces.Fingerprint"/>.</param>
public sealed record StepProduct(string Path, string Fingerprint);
