using Stage3.Linux.Namespaces;

namespace Stage3.Invocation;

/// <summary>Which command lines need root's rights: those that build a stage, which means owning files and mounting.</summary>
internal static class Rights
{
    /// <summary>Returns where the rights are there or not needed; else the program starts again as root of a user namespace.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="unprivileged">The targets that need none.</param>
    /// <param name="stop">Stops the trials.</param>
    /// <exception cref="RootUnavailableException">They are needed, and not to be had.</exception>
    public static void Demand(string[] words, string[] unprivileged, CancellationToken stop)
    {
        if (Needed(words, unprivileged)) RootRights.DemandAsync([.. words], stop).GetAwaiter().GetResult();
    }

    /// <summary>False where nothing runs (<c>--help</c>, <c>--plan</c>) or only what needs no rights.</summary>
    public static bool Needed(string[] words, string[] unprivileged)
    {
        var named = words.TakeWhile(word => !word.StartsWith('-')).ToList();
        var at = Array.FindIndex(words, word => word.StartsWith('-') && Names.Same(word, "target"));
        if (at >= 0) named.AddRange(words.Skip(at + 1).TakeWhile(word => !word.StartsWith('-')));
        var targets = named.SelectMany(word => word.Split('+')).ToList();
        return !words.Any(word => word.StartsWith('-') && (Names.Same(word, "help") || Names.Same(word, "plan")))
            && (targets.Count == 0 || targets.Exists(target => !unprivileged.Any(harmless => Names.Same(harmless, target))));
    }
}
