using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Verification;

/// <summary>Writes a report in every format that there is.</summary>
internal static class ReportFiles
{
    /// <summary>Writes the files, each whole or not at all; one that says the same already is left as it is.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the files are called, without their endings.</param>
    /// <param name="folder">Where they go; it is made.</param>
    /// <returns>The folder.</returns>
    public static HostPath Write(Report report, string name, HostPath folder)
    {
        folder.EnsureFolder();
        foreach (var writer in ReportWriters.All)
        {
            var text = ReportWriters.Text(writer, report);
            var file = folder / $"{name}{writer.FileName[writer.FileName.IndexOf('.', StringComparison.Ordinal)..]}";
            if (!file.IsFile || File.ReadAllText(file.Value) != text) AtomicFile.Write(file, text);
        }
        return folder;
    }
}
