using System.Collections.Immutable;
using Stage3.Emerge.Seeds;
using Stage3.Linux;
using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Running;

/// <summary>Finds a Portage, asks it who it is, and says all at once what is missing to run it.</summary>
public static class PortageSearch
{
    private const string Question = """
        import sys
        if sys.version_info < (3, 9):
            sys.exit("Python " + sys.version.split()[0] + " is too old")
        import portage
        from portage.const import SUPPORTED_FEATURES
        print(portage.VERSION)
        print(sys.version.split()[0])
        print(" ".join(sorted(SUPPORTED_FEATURES)))
        """;

    // With the package that has it, where it is called otherwise; gtar is any GNU tar, and the run makes the name.
    private static readonly ImmutableArray<(string Program, string Package)> Needed =
    [
        ("python3", "Python 3.9 or newer"), ("bash", "bash"), ("tar", "GNU tar, which Portage calls gtar"), ("bzip2", "bzip2"), ("find", "findutils"),
        ("xargs", "findutils"), ("grep", "grep"), ("sed", "sed"), ("awk", "gawk or mawk"), ("patch", "patch"), ("unshare", "util-linux"), ("mount", "util-linux"),
    ];

    /// <summary>Finds one.</summary>
    /// <param name="named">A checkout or an installation prefix; null looks for <c>emerge</c> on PATH.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="PortageMissingException">There is none, or something that it needs is missing.</exception>
    public static async Task<PortageInstallation> FindAsync(HostPath? named, CancellationToken cancellation)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath;
        var problems = Needed
            .Where(each => ProgramPath.Find(each.Program, path) is null)
            .Select(each => $"the program {each.Program} is not on PATH: install {each.Package}")
            .ToList();
        var places = named is null ? OnPath(path) : PortagePlaces.In(named);
        if (places is null) problems.Add(named is null ? "no emerge is on PATH: name a Portage with --portage" : $"{named} holds neither a checkout of Portage (bin/emerge, cnf/) nor an installation (bin/emerge)");
        if (places is { Defaults: null } && !(PortagePlaces.UsualDefaults / "make.globals").IsFile)
            problems.Add($"{PortagePlaces.UsualDefaults} has no make.globals: install Portage whole, or name a checkout, which has it in cnf/");
        var answer = places is not null && ProgramPath.Find("python3", path) is { } python
            ? await AskAsync(places, python, path, problems, cancellation).ConfigureAwait(false)
            : null;
        return problems is [] && answer is not null ? answer : throw new PortageMissingException(named?.Value ?? $"PATH={path}", [.. problems]);
    }

    /// <summary>Asks the Portage of a seed who it is.</summary>
    /// <exception cref="PortageMissingException">It does not answer.</exception>
    public static async Task<PortageInstallation> FindInAsync(SeedRoot seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var python = new ChildProcess("python3", "-b", "-c", Question) { Environment = ChildEnvironment.Clean.With("PATH", ChildEnvironment.StandardPath) };
        try
        {
            var lines = (await PrivateMounts.None.Around(seed.Around(python, [], [])).CaptureAsync(cancellation).ConfigureAwait(false)).Split('\n');
            return Answered(["emerge"], lines);
        }
        catch (ProgramFailedException failed)
        {
            throw new PortageMissingException(seed.Folder.Value, [$"the seed's python3 cannot load Portage's modules: {failed.LastLines.LastOrDefault("it said nothing")}"]);
        }
    }

    private static PortageInstallation Answered(ImmutableArray<string> program, string[] lines) =>
        new(program, lines[0], lines[1], [.. lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private static PortagePlaces? OnPath(string path) =>
        ProgramPath.Find("emerge", path) is { } emerge ? new PortagePlaces(HostPath.Parse(emerge), null, null) : null;

    private static async Task<PortageInstallation?> AskAsync(PortagePlaces places, string python, string path, List<string> problems, CancellationToken cancellation)
    {
        var environment = ChildEnvironment.Clean.With("PATH", path);
        if (places.Modules is { } modules) environment = environment.With("PYTHONPATH", modules.Value);
        try
        {
            var lines = (await new ChildProcess(python, "-b", "-c", Question) { Environment = environment }.CaptureAsync(cancellation).ConfigureAwait(false)).Split('\n');
            // A checkout's programs say "python"; which one that is, is not theirs to choose.
            return Answered(places.Modules is null ? [places.Emerge.Value] : [python, "-b", places.Emerge.Value], lines) with
            {
                Programs = places.Emerge.Parent,
                Modules = places.Modules,
                Defaults = places.Defaults,
            };
        }
        catch (ProgramFailedException failed)
        {
            problems.Add($"{python} cannot load Portage's modules{(places.Modules is { } from ? $" from {from}" : "")}: {failed.LastLines.LastOrDefault("it said nothing")}");
            return null;
        }
    }
}
