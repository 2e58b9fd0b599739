using System.Collections.Immutable;
using Stage3.Linux.Files;
using Stage3.Portage.Names;

namespace Stage3.Portage.Libraries;

/// <summary>Libraries that stay in a root though the package that brought them has gone, or has others now: somebody still needs them.</summary>
/// <param name="Owner">The package in whose CONTENTS they are; one that was removed need not be installed any more.</param>
/// <param name="Slot">Its slot, without a sub-slot.</param>
/// <param name="Counter">Its COUNTER: which of several installations of one version it is.</param>
/// <param name="Paths">The libraries, and the symlinks under whose names they are looked for.</param>
public sealed record PreservedLibraries(PackageId Owner, string Slot, string Counter, ImmutableArray<BytePath> Paths)
{
    /// <summary>What an entry of the registry is known by: one package and slot has one at most.</summary>
    public string Key => $"{Owner.Name}:{Slot}";
}
