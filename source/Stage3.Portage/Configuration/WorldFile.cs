using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Atoms;

namespace Stage3.Portage.Configuration;

/// <summary>The packages and sets that were asked for by name: <c>var/lib/portage/world</c> and <c>world_sets</c> of a root. Immutable; writing is a call of its own.</summary>
/// <param name="Atoms">The atoms, in ordinal order of their texts, each once.</param>
/// <param name="Sets">The names of sets without <c>@</c>, in ordinal order, each once.</param>
public sealed record WorldFile(ImmutableArray<Atom> Atoms, ImmutableArray<string> Sets)
{
    /// <summary>Nothing was asked for.</summary>
    public static WorldFile Empty { get; } = new([], []);

    /// <summary>Reads the world of a root; empty where there is none.</summary>
    /// <exception cref="ConfigurationException">All lines that are no atoms or sets.</exception>
    public static WorldFile Read(HostPath root)
    {
        var problems = new List<ConfigurationProblem>();
        var world = Empty;
        foreach (var line in ListFile.Read(root / "var/lib/portage/world"))
            if (Atom.TryParse(line.Text, AtomSyntax.User, out var atom, out var error)) world = world.With(atom);
            else problems.Add(line.Problem(error));
        foreach (var line in ListFile.Read(root / "var/lib/portage/world_sets"))
            if (line.Text is ['@', .. var set]) world = world.With(set);
            else problems.Add(line.Problem($"'{line.Text}' is not a set: write @name"));
        ConfigurationException.ThrowIfAny(problems);
        return world;
    }

    /// <summary>A copy with one atom more.</summary>
    public WorldFile With(Atom atom) => this with { Atoms = [.. Atoms.Append(atom).DistinctBy(each => each.ToString()).OrderBy(each => each.ToString(), StringComparer.Ordinal)] };

    /// <summary>A copy with one set more, named without <c>@</c>.</summary>
    public WorldFile With(string set) => this with { Sets = [.. Sets.Append(set).Distinct().Order(StringComparer.Ordinal)] };

    /// <summary>A copy without an atom.</summary>
    public WorldFile Without(Atom atom) => this with { Atoms = [.. Atoms.Where(each => each != atom)] };

    /// <summary>Writes both files of a root, each at once; one line an entry.</summary>
    public void Write(HostPath root)
    {
        var folder = (root / "var/lib/portage").EnsureFolder();
        AtomicFile.Write(folder / "world", string.Concat(Atoms.Select(atom => $"{atom}\n")));
        AtomicFile.Write(folder / "world_sets", string.Concat(Sets.Select(set => $"@{set}\n")));
    }

    /// <inheritdoc/>
    public bool Equals(WorldFile? other) => other is not null && Atoms.SequenceEqual(other.Atoms) && Sets.SequenceEqual(other.Sets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Atoms.Length, Sets.Length);
}
