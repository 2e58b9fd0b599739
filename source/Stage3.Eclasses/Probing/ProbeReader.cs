using System.Collections.Immutable;
using System.Globalization;

namespace Stage3.Eclasses.Probing;

/// <summary>Reads the facts that the probe prints. What an eclass forged among them is at worst passed over.</summary>
internal sealed class ProbeReader
{
    private readonly List<ProbeScenario> scenarios = [];
    private readonly List<ProbeCall> calls = [];
    private readonly List<string> host = [];
    private readonly List<string> root = [];
    private readonly SortedDictionary<string, int> owners = new(StringComparer.Ordinal);
    private readonly List<string> misdeeds = [];
    private string[]? head;
    private string said = "";
    private bool hostChanged;
    private bool nullFolder;

    /// <summary>The jail stood and the runner started.</summary>
    public bool Ready { get; private set; }

    /// <summary>The runner came to its end.</summary>
    public bool Done { get; private set; }

    public ImmutableArray<ProbeScenario> Scenarios => [.. scenarios];

    public void Read(string line)
    {
        var words = line.Split('\t');
        switch (words)
        {
            case ["ready"]: Ready = true; break;
            case ["done"]: Done = true; break;
            case ["scenario", _, _, _, _]: head = words; break;
            case ["said", var text]: said = text.Trim(); break;
            case ["call", var name, var status, var output, var error]:
                calls.Add(new ProbeCall(name, Number(status), output, error.Trim()));
                break;
            case ["account", "host", var file, var entry]: host.Add($"{file}:{entry}"); break;
            case ["account", "/target", var file, var entry]: root.Add($"{file}:{entry}"); break;
            case ["gone", var file]: misdeeds.Add($"deleted {file}"); break;
            case ["owner", var path, var id]: owners[path] = Number(id); break;
            case ["misdeed", var text]: misdeeds.Add(text); break;
            case ["host-changed"]: hostChanged = true; break;
            case ["null-folder"]: nullFolder = true; break;
            case ["end"]: Finish(); break;
        }
    }

    private void Finish()
    {
        if (head is not null && Enum.TryParse<ProbeMode>(head[3], ignoreCase: true, out var mode))
        {
            scenarios.Add(new ProbeScenario(
                head[1], head[2], mode, Number(head[4]), said, [.. calls], [.. host], [.. root],
                owners.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. misdeeds.Distinct()], hostChanged, nullFolder));
        }

        (head, said, hostChanged, nullFolder) = (null, "", false, false);
        calls.Clear();
        host.Clear();
        root.Clear();
        owners.Clear();
        misdeeds.Clear();
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
