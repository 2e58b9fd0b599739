using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Embedded.Selection;

/// <summary>What the engine does not do, option by option: nothing that a command says is passed over in silence.</summary>
internal static class CommandLimits
{
    /// <summary>The command, where all of it can be done.</summary>
    /// <exception cref="Stage3Exception">It cannot; all that the engine does not do is named.</exception>
    public static EmergeCommand Check(EmergeCommand command) => Refusals(command).ToArray() is { Length: > 0 } refused
        ? throw new Stage3Exception(
            $"the embedded engine does not do all that the command asks for: {string.Join("; ", refused)}", $"{command}", "leave that out, or take a real Portage as the engine")
        : command;

    /// <summary>Options that change nothing here, one line each.</summary>
    public static IEnumerable<string> Mentions(EmergeCommand command)
    {
        if (command.Verbosity is Verbosity.Quiet or Verbosity.Verbose)
            yield return $"--{command.Verbosity.ToString().ToLowerInvariant()} changes nothing: the embedded engine reports the same events always, and what phases print goes to the logs";
        if (command is { Dependencies: FollowedDependencies { Sonames: true }, BinaryPackages.Only: false })
            yield return "--ignore-soname-deps=n changes nothing without --usepkgonly: what an ebuild will provide nobody knows";
    }

    private static IEnumerable<string> Refusals(EmergeCommand command)
    {
        if (command.Resume != Resuming.Nothing)
            yield return "--resume: it keeps no list of what was to be done; give the command that was not finished once more: what is done already is kept";
        if (command.SysRoot is { } sysroot && !sysroot.Equals(command.Root.Path))
            yield return $"--sysroot={sysroot}: what packages are built against (DEPEND) is looked for and merged in ROOT, and nowhere else";
        if (command.Action is not (EmergeAction.Merge or EmergeAction.Pretend))
            yield return $"{(command.Action == EmergeAction.FetchAll ? "--fetch-all-uri" : "--fetchonly")}: it fetches no sources, and binary packages as they are merged";
        if (command.Autounmask is AutounmaskChanges)
            yield return "--autounmask: it neither changes configuration nor looks for another; where there is no plan, it says what stands in the way, with file and line, and which USE would do";
        if (command.KeepGoing) yield return "--keep-going: the first package that fails ends the run; what was merged before is kept";
    }
}
