using System.Text.Json;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Differential;

/// <summary>A reduced dependency string without brackets that say nothing, so that two ways of writing one thing are equal.</summary>
internal abstract record Shape
{
    internal static Shape Of(DependencyNode<Atom> node, Eapi eapi) => node switch
    {
        DependencyLeaf<Atom> leaf => new Leaf(leaf.Value.ToString()),
        DependencyGroup<Atom> { Kind: GroupKind.AnyOf } anyOf => Any([.. anyOf.Parts.Select(part => Of(part, eapi))], eapi.EmptyGroupsAreMet),
        DependencyGroup<Atom> all => All([.. all.Parts.Select(part => Of(part, eapi))]),
        _ => throw new InvalidOperationException($"a condition is left: {node}"),
    };

    /// <summary>Portage's lists: <c>||</c> goes with the list after it.</summary>
    internal static Shape Of(JsonElement portage)
    {
        if (portage.ValueKind == JsonValueKind.String) return new Leaf(portage.GetString()!);
        var parts = new List<Shape>();
        var list = portage.EnumerateArray().ToArray();
        for (var index = 0; index < list.Length; index++)
        {
            var isAny = list[index].ValueKind == JsonValueKind.String && list[index].GetString() == "||";
            parts.Add(isAny ? Any([.. Alternatives(list[++index])], emptyIsMet: true) : Of(list[index]));
        }

        return All(parts);
    }

    internal static Shape All(List<Shape> parts)
    {
        var flat = parts.SelectMany(part => part is Group { IsAny: false } all ? all.Parts : [part]).ToList();
        return flat.Count == 1 ? flat[0] : new Group(false, flat);
    }

    private static IEnumerable<Shape> Alternatives(JsonElement list)
    {
        var parts = list.EnumerateArray().ToArray();
        for (var index = 0; index < parts.Length; index++)
            yield return parts[index].ValueKind == JsonValueKind.String && parts[index].GetString() == "||" ? Any([.. Alternatives(parts[++index])], emptyIsMet: true) : Of(parts[index]);
    }

    private static Shape Any(List<Shape> parts, bool emptyIsMet)
    {
        var flat = parts.SelectMany(part => part is Group { IsAny: true } any ? any.Parts : [part]).Where(part => part is not Group { Parts.Count: 0 }).ToList();
        if (flat.Count == 0) return emptyIsMet ? new Group(false, []) : new Leaf("__const__/empty-any-of");
        return flat.Count == 1 ? flat[0] : new Group(true, flat);
    }

    private sealed record Leaf(string Text) : Shape
    {
        public override string ToString() => Text;
    }

    private sealed record Group(bool IsAny, List<Shape> Parts) : Shape
    {
        public override string ToString() => $"{(IsAny ? "||" : "")}({string.Join(' ', Parts)})";
    }
}
