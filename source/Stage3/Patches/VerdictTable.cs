using System.Collections.Immutable;
using Spectre.Console;
using Stage3.Eclasses;
using Stage3.Eclasses.Verdicts;
using Stage3.Reports;

namespace Stage3.Patches;

/// <summary>Shows verdicts to people.</summary>
internal static class VerdictTable
{
    private const int WidthOfNoTerminal = 120;

    public static void Show(ImmutableArray<VersionVerdict> verdicts, VerdictTurn? turn, AcceptedVerdicts accepted)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected) console.Profile.Width = WidthOfNoTerminal;
        TerminalReportWriter.Write(VerdictReport.Short(verdicts, accepted, turn), console);
    }
}
