using System.Text.Json;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>
/// The status that newer Portages publish while they run (FEATURES=observability, make.conf(5)): a JSON file of who is in which phase. Nothing
/// where there is none, or where it is just being written.
/// </summary>
internal static class StatusFile
{
    /// <summary>The packages at work, each with the name of the function that its phase is (PMS 9.1).</summary>
    internal static IReadOnlyList<(PackageId Package, string Phase)> Read(HostPath folder)
    {
        if (!folder.IsFolder) return [];
        try
        {
            return [.. Directory.EnumerateFiles(folder.Value, "emerge-*.json").SelectMany(ReadOne)];
        }
        catch (Exception gone) when (gone is IOException or JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<(PackageId Package, string Phase)> ReadOne(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        if (document.RootElement.GetProperty("type").GetString() != "snapshot") yield break;
        foreach (var task in document.RootElement.GetProperty("tasks").EnumerateArray())
        {
            if (task.GetProperty("phase") is { ValueKind: JsonValueKind.String } phase && PackageId.TryParse(task.GetProperty("cpv").GetString(), out var package))
                yield return (package, Function(phase.GetString()!));
        }
    }

    private static string Function(string phase) => phase switch
    {
        "unpack" or "prepare" or "configure" or "compile" or "test" or "install" => $"src_{phase}",
        "setup" or "pretend" or "preinst" or "postinst" or "prerm" or "postrm" or "nofetch" => $"pkg_{phase}",
        _ => phase,
    };
}
