using System.Collections.Immutable;
using Stage3.Embedded.Resolution;
using Stage3.Emerge.Commands;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Selection;

/// <summary>What a command asks for, sets expanded (emerge(1), "set").</summary>
internal static class Requests
{
    /// <exception cref="SetUnknownException">A set is asked for that is nowhere defined.</exception>
    public static ImmutableArray<ResolverRequest> Of(EmergeCommand command, PackageSets sets) =>
        [.. command.Packages.SelectMany(selector => Expand(selector, sets)).DistinctBy(request => request.Atom)];

    private static IEnumerable<ResolverRequest> Expand(PackageSelector selector, PackageSets sets) =>
        selector.Set is not { } name
            ? [new ResolverRequest(selector.Atom!)]
            : (sets.Find(name) ?? throw new SetUnknownException(name, sets.Names)).Select(atom => new ResolverRequest(atom, "@" + name));
}
