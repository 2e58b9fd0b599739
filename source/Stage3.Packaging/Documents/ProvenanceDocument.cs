using System.Text.Json;

namespace Stage3.Packaging.Documents;

/// <summary>
/// Where an archive comes from: an in-toto statement (https://in-toto.io/Statement/v1) with SLSA's provenance
/// (https://slsa.dev/provenance/v1). Without the optional times of the run, so that the same build states the same.
/// </summary>
internal static class ProvenanceDocument
{
    private const string BuildType = "https://stage3.invalid/buildtypes/stage/v1";

    public static byte[] Bytes(StageArchiveRequest request, BuildStatement statement, ArchiveDigests archive, ArchiveDigests contents) => StageDocument.Bytes(json =>
    {
        json.WriteString("_type", "https://in-toto.io/Statement/v1");
        json.Objects(
            "subject",
            [(request.ArchivePath.Name, archive), (request.ContentsPath.Name, contents)],
            (one, subject) =>
            {
                one.WriteString("name", subject.Item1);
                one.Object("digest", digest =>
                {
                    digest.WriteString("sha256", subject.Item2.Sha256.Hex);
                    digest.WriteString("sha512", subject.Item2.Sha512.Hex);
                    digest.WriteString("blake2b", subject.Item2.Blake2b.Hex);
                });
            });
        json.WriteString("predicateType", "https://slsa.dev/provenance/v1");
        json.Object("predicate", predicate =>
        {
            predicate.Object("buildDefinition", definition => WriteDefinition(definition, request, statement));
            predicate.Object("runDetails", details => details.Object("builder", builder =>
            {
                builder.WriteString("id", statement.Builder);
                builder.Object("version", version => version.WriteString("stage3", statement.Version));
            }));
        });
    });

    private static void WriteDefinition(Utf8JsonWriter json, StageArchiveRequest request, BuildStatement statement)
    {
        json.WriteString("buildType", BuildType);
        json.Object("externalParameters", parameters =>
        {
            foreach (var (name, value) in statement.Parameters) parameters.WriteString(name, value);
        });
        json.Object("internalParameters", parameters =>
        {
            foreach (var (name, value) in statement.Circumstances) parameters.WriteString(name, value);
            parameters.Object("compression", compression => WriteCompression(compression, request.Plan));
            parameters.Strings("normalisation", request.Normalisation.Rules.Select(rule => rule.Name));
        });
        json.Objects("resolvedDependencies", statement.Inputs, (one, input) =>
        {
            one.WriteString("name", input.Name);
            one.Object("digest", digest => digest.WriteString(input.Algorithm, input.Digest));
        });
    }

    private static void WriteCompression(Utf8JsonWriter json, CompressionPlan plan)
    {
        json.WriteString("format", plan.Compression.Name);
        json.WriteString("implementation", plan.Compression.Implementation);
        if (plan.Level is { } level) json.WriteNumber("level", level);
        if (plan.BlockSize is { } block) json.WriteNumber("blockSize", block);
        if (plan.WindowBits is { } window) json.WriteNumber("windowBits", window);
    }
}
