using System.Collections.Immutable;
using Stage3.Reports;

namespace Stage3.Boot;

/// <summary>Judges a boot test.</summary>
public static class BootFindings
{
    /// <summary>All that is wrong with it, the worst first; none for a good boot.</summary>
    public static ImmutableArray<Finding> Of(BootOutcome outcome) => outcome switch
    {
        Booted booted => [.. OfReport(booted).Order()],
        NotBooted failed => [Finding("boot/no-answer", failed.Message,
            failed.Console is { } console ? $"read the console's log: {console}" : "see that the world has sys-apps/systemd in it")],
        BootSkipped skipped => [new Finding("boot/skipped", Severity.Note, "the root was not booted", null, null, skipped.Reason)],
        _ => throw new ArgumentException($"{outcome} is no known outcome", nameof(outcome)),
    };

    private static IEnumerable<Finding> OfReport(Booted booted)
    {
        var report = booted.Report;
        if (!report.ReachedMultiUser)
            yield return Finding("boot/target", "multi-user.target was not reached", $"read the console's log: {booted.Console}");
        if (report.BusId is null)
            yield return Finding("boot/bus", "the system bus does not answer", "see that dbus.service starts: its log is on the console");
        if (booted.MessagebusUid is null)
            yield return Finding("boot/bus-account", "there is no user messagebus", "see that dbus was built with the patched user.eclass", "/etc/passwd");
        else if (report.BusUid is { } uid && uid != booted.MessagebusUid)
            yield return Finding("boot/bus-account", $"the system bus runs as user {uid}, but messagebus is {booted.MessagebusUid}",
                "see which user the bus's configuration names", "/etc/passwd");
        foreach (var unit in report.FailedUnits)
            yield return Finding("boot/unit-failed", $"{unit} failed", $"read the console's log: {booted.Console}");
        if (report.UnfinishedJobs > 0)
            yield return new Finding("boot/jobs", Severity.Warning, $"{report.UnfinishedJobs} jobs had not ended half a minute after the boot",
                null, null, $"read the console's log: {booted.Console}");
    }

    private static Finding Finding(string rule, string message, string remedy, string? path = null) =>
        new(rule, Severity.Error, message, path, null, remedy);
}
