using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Plans;

/// <summary>One package of a plan.</summary>
/// <param name="Id">Category, name and version.</param>
/// <param name="Origin">Built from source, or taken from a binary package.</param>
/// <param name="Repository">The repository of its ebuild.</param>
/// <param name="Use">The USE flags that it is, or was, built with, sorted.</param>
/// <param name="Replaces">The installed package of the same slot that it takes the place of.</param>
/// <param name="RequiredBy">Who asks for it: a package, a set, or the command line.</param>
public sealed record PlannedPackage(
    PackageId Id,
    PackageOrigin Origin,
    string Repository,
    ImmutableArray<string> Use,
    PackageId? Replaces,
    string RequiredBy)
{
    /// <summary>Why it is there.</summary>
    public PlanReason Reason { get; init; }

    /// <summary>What else is to be known of it.</summary>
    public PlanMarks Marks { get; init; }

    /// <summary>The root that it goes into; null for that of the command.</summary>
    public HostPath? Elsewhere { get; init; }

    /// <summary>The slot, with its sub-slot, where it is not 0.</summary>
    public string Slot { get; init; } = "0";

    /// <summary>Which build of the version a binary package is, from 1; null where it says none.</summary>
    public int? Build { get; init; }

    /// <summary>All flags, those that are off too, in emerge's order; empty where the engine says no more than <see cref="Use"/>.</summary>
    public ImmutableArray<PlannedFlag> Flags { get; init; } = [];

    /// <summary>Bytes that must be fetched for it, rounded up to KiB; 0 where all is there.</summary>
    public long Download { get; init; }

    /// <summary>As emerge marks it: what it is, and the USE flags that changed.</summary>
    public override string ToString() => $"[{(Origin == PackageOrigin.Source ? "ebuild" : "binary")}] {Id}{(Slot == "0" ? "" : $":{Slot}")}::{Repository}{(Elsewhere is null ? "" : $" to {Elsewhere}")}";
}
