using System.Collections.Immutable;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Logs;

/// <summary>
/// What one package wants people to read, as PORTAGE_ELOG_SYSTEM=save keeps it (make.conf(5)): a file
/// <c>category:package-version:time.log</c> with heads such as <c>WARN: install</c> and lines below them.
/// </summary>
public static class ElogFile
{
    private static readonly ImmutableDictionary<string, string> Commands = ImmutableDictionary<string, string>.Empty
        .Add("LOG", "elog").Add("INFO", "einfo").Add("WARN", "ewarn").Add("ERROR", "eerror").Add("QA", "eqawarn");

    /// <summary>The messages of a file, in its order; none where its name is no package's.</summary>
    public static ImmutableArray<PackageMessage> Read(HostPath file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = file.Name.Split(':');
        return name.Length == 3 && PackageId.TryParse($"{name[0]}/{name[1]}", out var package) ? [.. Messages(package, File.ReadLines(file.Value))] : [];
    }

    /// <summary>The messages that lines make.</summary>
    public static IEnumerable<PackageMessage> Messages(PackageId package, IEnumerable<string> lines)
    {
        var level = "elog";
        foreach (var line in lines ?? throw new ArgumentNullException(nameof(lines)))
        {
            if (line.Split(": ") is [var head, var phase] && Commands.TryGetValue(head, out var command) && phase.All(char.IsAsciiLetterLower)) level = command;
            else if (line.Trim().Length > 0) yield return new PackageMessage(package, level, line.TrimEnd());
        }
    }
}
