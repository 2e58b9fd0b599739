using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class PresetRule() : EvidenceRule(
    "policy/preset",
    Severity.Note,
    "Units are enabled or not as presets say, or will be after the first boot: systemd.preset(5)",
    "run systemctl --root preset-all, or remove /etc/machine-id, so that the first boot does; where the choice is meant, nothing",
    "/usr/lib/systemd/system-preset", "/usr/lib/systemd/system", "/etc/systemd/system", "/etc/machine-id")
{
    private const int LongestName = 255;

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        // A missing or uninitialized id is a first boot, and that applies all presets; an empty one is not.
        if (evidence.Files.ReadText("/etc/machine-id")?.Trim() is null or "uninitialized") return [];
        var presets = Presets(evidence.Files).ToList();
        return from unit in new SystemdUnits(evidence.Files).All()
               where unit.Assignments.Any(one => one is { Section: "Install", Key: "WantedBy" or "RequiredBy", Value.Length: > 0 }) && !unit.Name.Contains('@', StringComparison.Ordinal)
               let preset = presets.Find(preset => preset.Names.Fits(unit.Name))
               where preset is not null && preset.IsEnabled != IsEnabled(evidence.Files, unit.Name)
               let says = preset.IsEnabled ? "not enabled, and a preset says that it should be" : "enabled, and a preset says that it should not be"
               select Found($"the unit '{AccountText.Display(unit.Name)}' is {says}", AccountText.Display(preset.Path), preset.Line);
    }

    private static IEnumerable<Preset> Presets(RootFiles files) =>
        from file in ConfigFolders.Effective(files, ConfigFolders.Of("systemd/system-preset"), ".preset")
        from line in file.Lines()
        let words = line.Text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        where words is ["enable" or "disable", { Length: <= LongestName }, ..]
        select new Preset(words[0] == "enable", Stage3.Chroot.Policy.PathPattern.Parse(words[1]), file.Path, line.Line);

    private static bool IsEnabled(RootFiles files, string unit) =>
        files.Names("/etc/systemd/system").Any(folder =>
            (folder.EndsWith(".wants", StringComparison.Ordinal) || folder.EndsWith(".requires", StringComparison.Ordinal))
            && files.Names($"/etc/systemd/system/{folder}").Contains(unit));

    private sealed record Preset(bool IsEnabled, Stage3.Chroot.Policy.PathPattern Names, string Path, int Line);
}
