using System.Globalization;
using System.Text;

namespace Stage3.Sharding;

/// <summary>
/// A GitHub workflow whose runners fill one binhost: a job a round, a runner a shard, artifacts from round to round, and a last job that makes the
/// stage from what they built. Runners need not see each other.
/// </summary>
/// <param name="Shards">Runners a round, from 1.</param>
/// <param name="Rounds">Rounds, from 1: more of them build fewer packages twice, and start more runners.</param>
/// <param name="Spec">The specification, relative to the project; null for the sample.</param>
public sealed record ShardWorkflow(int Shards, int Rounds, string? Spec = null)
{
    private const string Set = """
            steps:
              - name: What a bare Debian lacks
                run: |
                  apt-get update --quiet
                  apt-get install --quiet --yes --no-install-recommends ca-certificates curl git xz-utils zstd
              - uses: actions/checkout@v4
        """;

    private const string HandedOver = """
              - uses: actions/download-artifact@v4
                with:
                  pattern: round-*
                  path: handed-over
              - name: One binhost of what earlier rounds made
                run: |
                  for made in "${PWD}"/handed-over/*; do
                    ./build.sh Publish{spec} --pkg-dir "${made}" --publish-to "${PWD}/binhost"
                  done
        """;

    /// <summary>The file's text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Add(text, $"# Written by ./build.sh Workflow{SpecWords} --shards {Shards} --rounds {Rounds}: change that, and not this.");
            Add(text, """
                name: prepare-shards

                on:
                  workflow_dispatch:

                permissions:
                  contents: read

                concurrency:
                  group: prepare-shards-${{ github.ref }}

                env:
                  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1"

                jobs:
                """);
            for (var round = 1; round <= Rounds; round++) AddRound(text, round);
            AddPackage(text);
            return text.ToString();
        }
    }

    private string SpecWords => Spec is null ? "" : $" --spec {Spec}";

    private void AddRound(StringBuilder text, int round)
    {
        AddJob(text, $"round-{round}", round == 1 ? null : $"round-{round - 1}", 350);
        Add(text, string.Create(CultureInfo.InvariantCulture, $$"""
                strategy:
                  matrix:
                    shard: [{{string.Join(", ", Enumerable.Range(1, Shards))}}]
            """));
        Add(text, Set);
        if (round > 1) Add(text, HandedOver.Replace("{spec}", SpecWords, StringComparison.Ordinal));
        Add(text, string.Create(CultureInfo.InvariantCulture, $$$"""
                  - name: Build this shard
                    run: >-
                      ./build.sh Prepare{{{SpecWords}}} --shard ${{ matrix.shard }}/{{{Shards}}} --round {{{round}}}/{{{Rounds}}}
                      --share-from "${PWD}/binhost" --publish-to "${PWD}/made"
                  - uses: actions/upload-artifact@v4
                    with:
                      name: round-{{{round}}}-shard-${{ matrix.shard }}
                      path: made
                      if-no-files-found: ignore
            """));
    }

    private void AddPackage(StringBuilder text)
    {
        AddJob(text, "package", $"round-{Rounds}", 60);
        Add(text, Set);
        Add(text, HandedOver.Replace("{spec}", SpecWords, StringComparison.Ordinal));
        Add(text, $$"""
                  - name: Make the stage of it
                    run: ./build.sh Package{{SpecWords}} --pkg-dir "${PWD}/binhost"
                  - uses: actions/upload-artifact@v4
                    with:
                      name: stage3
                      path: output
            """);
    }

    private static void AddJob(StringBuilder text, string name, string? needs, int minutes)
    {
        Add(text, $"  {name}:");
        if (needs is not null) Add(text, $"    needs: {needs}");
        // Private mounts are made within the container, which only a privileged one may.
        Add(text, string.Create(CultureInfo.InvariantCulture, $"""
                runs-on: ubuntu-24.04
                timeout-minutes: {minutes}
                container:
                  image: debian:12
                  options: --privileged
            """));
    }

    private static void Add(StringBuilder text, string lines) => text.Append(lines.ReplaceLineEndings("\n")).Append('\n');
}
