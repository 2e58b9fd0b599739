using System.Collections.Immutable;
using System.Reflection;
using Nuke.Common;

namespace Stage3.Invocation;

/// <summary>All that a command line may name: the targets and parameters of a build, those of its host among them.</summary>
/// <param name="Targets">The names of the targets, in the order of their declaration.</param>
/// <param name="Parameters">The parameters, by name.</param>
internal sealed record Surface(ImmutableArray<string> Targets, ImmutableArray<KnownParameter> Parameters)
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Reads a build by its declarations alone: the same under either host, and before one is started.</summary>
    public static Surface Of(Type build)
    {
        ImmutableArray<string> targets = [.. build.GetProperties(All).Where(property => property.PropertyType == typeof(Target)).Select(property => property.Name)];
        return new Surface(targets, [.. build.GetMembers(All)
            .Select(member => KnownParameter.Of(member, targets)).OfType<KnownParameter>()
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The parameter of that name, however it is written; null where there is none.</summary>
    public KnownParameter? Find(string name) => Parameters.FirstOrDefault(parameter => Names.Same(parameter.Name, name));
}
