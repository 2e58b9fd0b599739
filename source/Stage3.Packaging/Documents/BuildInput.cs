namespace Stage3.Packaging.Documents;

/// <summary>Something that a stage was made from.</summary>
/// <param name="Name">What it is, relative to what the reader knows: <c>specs/sample.json</c>, <c>binpkgs/sys-apps/dbus-1.14-1.gpkg.tar</c>.</param>
/// <param name="Algorithm">How it was digested, in in-toto's names: <c>sha256</c>, <c>gitCommit</c>; <c>stage3FolderSha256</c> is one over names and contents of a folder.</param>
/// <param name="Digest">The digest, lower-case hexadecimal.</param>
public sealed record BuildInput(string Name, string Algorithm, string Digest);
