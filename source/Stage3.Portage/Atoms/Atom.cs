using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Atoms;

/// <summary>
/// A package dependency specification, such as <c>!!&gt;=cat/name-1.2:0/3=[flag,-other(+)]</c>, or with Portage's
/// <c>::repository</c>. Equal texts are equal atoms. Source: PMS 8.3; for the repository, portage's ebuild(5).
/// </summary>
public sealed partial record Atom
{
    private readonly string text;
    private readonly ImmutableArray<UseFlag> required;

    private Atom(Blocking blocks, AtomOperator @operator, PackageName name, PackageVersion? version, long? build,
        SlotDependency? slot, RepositoryName? repository, ImmutableArray<UseDependency> use, ImmutableArray<UseFlag> required, Soname? soname = null)
    {
        (Blocks, Operator, Name, Version, BuildId) = (blocks, @operator, name, version, build);
        (Slot, Repository, Use, this.required, Soname) = (slot, repository, use, required, soname);
        text = Print();
    }

    /// <summary>Whether the package is wanted, or must not be there.</summary>
    public Blocking Blocks { get; }

    /// <summary>How <see cref="Version"/> is compared.</summary>
    public AtomOperator Operator { get; }

    /// <summary>The package asked for.</summary>
    public PackageName Name { get; }

    /// <summary>The version compared with; null where <see cref="Operator"/> is <see cref="AtomOperator.None"/>.</summary>
    public PackageVersion? Version { get; }

    /// <summary>Which of several builds of the version: <c>=cat/name-1-2</c> is the build 2 of version 1, an extension of Portage; null for any.</summary>
    public long? BuildId { get; }

    /// <summary>What is asked of the slot; null for nothing.</summary>
    public SlotDependency? Slot { get; }

    /// <summary>The only repository that will do; null for any.</summary>
    public RepositoryName? Repository { get; }

    /// <summary>What is asked of USE, in the order of the text.</summary>
    public ImmutableArray<UseDependency> Use { get; }

    /// <summary>The library that the package must have; null for none. No text says so: a built package needs it (REQUIRES).</summary>
    public Soname? Soname { get; }

    /// <summary>True where a build wrote it, and building again would write another: a slot and sub-slot, or a library.</summary>
    public bool IsBuilt => Slot is { IsBuilt: true } || Soname is not null;

    /// <summary>Any version of a package.</summary>
    public static Atom Of(PackageName name) => new(Blocking.None, AtomOperator.None, name, null, null, null, null, [], []);

    /// <summary>Exactly this version: <c>=category/name-version</c>.</summary>
    public static Atom Exactly(PackageId id) => new(Blocking.None, AtomOperator.Equal, id.Name, id.Version, null, null, null, [], []);

    /// <summary>Any version of a package that has the library.</summary>
    public static Atom Providing(PackageName name, Soname soname) => new(Blocking.None, AtomOperator.None, name, null, null, null, null, [], [], soname);

    /// <summary>Reads an atom as a user may write it.</summary>
    /// <exception cref="FormatException">The text is not an atom; the message quotes it and says why.</exception>
    public static Atom Parse(string text) => Parse(text, AtomSyntax.User);

    /// <summary>Reads an atom as it may be written in this place.</summary>
    /// <exception cref="FormatException">The text is not an atom, or not allowed there; the message quotes it and says why.</exception>
    public static Atom Parse(string text, AtomSyntax syntax) =>
        TryParse(text, syntax, out var atom, out var error) ? atom : throw new FormatException(error);

    /// <summary>As <see cref="Parse(string)"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Atom? atom) => TryParse(text, AtomSyntax.User, out atom, out _);

    /// <summary>The same with conditional USE dependencies settled by the asking package's USE.</summary>
    public Atom Evaluate(Func<UseFlag, bool> own)
    {
        var conditional = false;
        foreach (var use in Use) conditional |= use.IsConditional;
        return conditional ? Copy(Slot, [.. Use.Select(use => use.Evaluate(own(use.Flag))).OfType<UseDependency>()]) : this;
    }

    /// <summary>The same with another slot dependency, or with none.</summary>
    public Atom WithSlot(SlotDependency? slot) => Copy(slot, Use);

    /// <summary>The same without anything asked of USE.</summary>
    public Atom WithoutUse() => Use.IsEmpty && required.IsEmpty ? this : new(Blocks, Operator, Name, Version, BuildId, Slot, Repository, [], []);

    /// <summary>The package that a blocker speaks of, as an atom that asks for it.</summary>
    public Atom WithoutBlocker() => Blocks == Blocking.None ? this : new(Blocking.None, Operator, Name, Version, BuildId, Slot, Repository, Use, required);

    /// <inheritdoc/>
    public bool Equals(Atom? other) =>
        ReferenceEquals(this, other) || (other is not null && text == other.text && required.AsSpan().SequenceEqual(other.required.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(text, StringComparison.Ordinal);

    /// <summary>The atom as it is written; one that asks for a library cannot be.</summary>
    public override string ToString() => text;

    private Atom Copy(SlotDependency? slot, ImmutableArray<UseDependency> use) => new(Blocks, Operator, Name, Version, BuildId, slot, Repository, use, required, Soname);

    private string Print()
    {
        var blocker = Blocks switch { Blocking.Weak => "!", Blocking.Strong => "!!", _ => "" };
        var (before, after) = Operator switch
        {
            AtomOperator.Less => ("<", ""),
            AtomOperator.LessOrEqual => ("<=", ""),
            AtomOperator.Equal => ("=", ""),
            AtomOperator.EqualPrefix => ("=", "*"),
            AtomOperator.AnyRevision => ("~", ""),
            AtomOperator.GreaterOrEqual => (">=", ""),
            AtomOperator.Greater => (">", ""),
            _ => ("", ""),
        };
        return blocker + before + Name + (Version is null ? "" : "-" + Version) + (BuildId is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-{BuildId}")) + after
            + (Slot is null ? "" : ":" + Slot) + (Repository is null ? "" : "::" + Repository)
            + (Use.IsEmpty ? "" : "[" + string.Join(',', Use) + "]") + (Soname is null ? "" : $" with {Soname}");
    }
}
