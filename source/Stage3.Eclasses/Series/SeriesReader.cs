using System.Collections.Immutable;
using System.Text.Json;
using Stage3.Eclasses.Diffs;
using Stage3.Linux;

namespace Stage3.Eclasses.Series;

/// <summary>Reads a series and collects all that is wrong with it.</summary>
internal sealed class SeriesReader(HostPath folder)
{
    private const string Licence = "SPDX-License-Identifier: GPL-2.0-only";
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private string current = "";

    public List<string> Problems { get; } = [];

    public ImmutableArray<SeriesPatch> Read()
    {
        var patches = ImmutableArray.CreateBuilder<SeriesPatch>();
        foreach (var entry in ReadManifest())
        {
            current = entry.File ?? "a patch without 'file'";
            if (ReadPatch(entry) is not { } patch) continue;
            if (patches.Any(other => other.File == patch.File)) Report("it is listed twice");
            patches.Add(patch);
        }

        return patches.ToImmutable();
    }

    private List<PatchEntry> ReadManifest()
    {
        var file = folder / "manifest.json";
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(file.Value), Json);
            if (manifest?.Patches is { Count: > 0 } patches) return patches;
            Problems.Add("it lists no patch");
        }
        catch (JsonException error)
        {
            Problems.Add($"line {error.LineNumber + 1}, {error.Path}: {error.Message.Split(" Path:")[0].TrimEnd('.')}");
        }
        catch (IOException error)
        {
            Problems.Add(error.Message);
        }

        return [];
    }

    private SeriesPatch? ReadPatch(PatchEntry entry)
    {
        var before = Problems.Count;
        if (string.IsNullOrWhiteSpace(entry.Purpose)) Report("'purpose' is missing");
        if (entry.Eclass is null || !entry.Eclass.EndsWith(".eclass", StringComparison.Ordinal) || entry.Eclass.Contains('/', StringComparison.Ordinal))
            Report("'eclass' must be the name of an eclass file");
        if (!Era.TryParse(entry.Era?.From, entry.Era?.To, out var era)) Report("'era' needs 'from' and 'to', written as 2011-10");
        if (entry.Anchors is not { Count: > 0 }) Report("'anchors' is missing");
        var behaviours = ReadBehaviours(entry.Behaviours);
        var change = ReadChange(entry);
        return Problems.Count > before
            ? null
            : new SeriesPatch(entry.File!, entry.Eclass!, entry.Purpose!, era!, behaviours, [.. entry.Anchors!], change!);
    }

    private ImmutableArray<Behaviour> ReadBehaviours(List<string>? names)
    {
        var behaviours = ImmutableArray.CreateBuilder<Behaviour>();
        foreach (var name in names ?? [])
        {
            if (Enum.TryParse<Behaviour>(name, out var behaviour) && Enum.IsDefined(behaviour) && !char.IsDigit(name[0])) behaviours.Add(behaviour);
            else Report($"'{name}' is no behaviour; there are {string.Join(", ", Enum.GetNames<Behaviour>())}");
        }

        if (behaviours.Count == 0) Report("'behaviours' is missing");
        return behaviours.ToImmutable();
    }

    private FileChange? ReadChange(PatchEntry entry)
    {
        if (entry.File is null || entry.File.Split('/').Any(part => part is "" or "." or ".."))
        {
            Report("'file' must be a plain path below the manifest's folder");
            return null;
        }

        var path = folder / entry.File;
        if (!path.IsFile)
        {
            Report("there is no such file");
            return null;
        }

        if (!UnifiedDiff.TryParse(File.ReadAllBytes(path.Value), out var diff, out var error))
        {
            Report(error);
            return null;
        }

        if (!diff.Preamble.Contains(Licence, StringComparison.Ordinal)) Report($"its header lacks '{Licence}'");
        if (diff.Files is [var only] && only.Path == $"eclass/{entry.Eclass}") return only;
        Report($"it must change eclass/{entry.Eclass} and nothing else");
        return null;
    }

    private void Report(string problem) => Problems.Add($"{current}: {problem}");

    private sealed record Manifest(List<PatchEntry>? Patches);

    private sealed record PatchEntry(
        string? File, string? Eclass, string? Purpose, EraEntry? Era, List<string>? Behaviours, List<string>? Anchors);

    private sealed record EraEntry(string? From, string? To);
}
