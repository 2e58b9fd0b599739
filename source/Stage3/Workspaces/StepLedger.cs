using System.Text.Json;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Workspaces;

/// <summary>The records of finished steps, one JSON file each, written whole or not at all.</summary>
public sealed class StepLedger(HostPath folder)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The record of a step; null where it has not finished, or its record cannot be read.</summary>
    public StepRecord? Find(string step)
    {
        var file = folder / $"{step}.json";
        if (!file.IsFile) return null;
        try
        {
            return JsonSerializer.Deserialize<StepRecord>(File.ReadAllText(file.Value));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps the record of a step that has just finished.</summary>
    public void Write(string step, StepRecord record) =>
        AtomicFile.Write(folder.EnsureFolder() / $"{step}.json", JsonSerializer.Serialize(record, Readable) + "\n");

    /// <summary>Forgets a step, before it begins anew.</summary>
    public void Forget(string step) => File.Delete((folder.EnsureFolder() / $"{step}.json").Value);
}
