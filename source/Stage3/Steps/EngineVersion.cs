using System.Collections.Immutable;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Which build of Stage3 this is: a step is done anew when the code that does it is another.</summary>
internal static class EngineVersion
{
    private static readonly ImmutableArray<Type> Rooms =
    [
        typeof(Pipeline),
        typeof(Embedded.EmbeddedEmerge),
        typeof(Emerge.IEmerge),
        typeof(Portage.Names.PackageId),
        typeof(Archives.Tar.PaxWriter),
        typeof(Linux.HostPath),
    ];

    /// <summary>A key over the module ids of every room that changes what is built.</summary>
    public static string Key { get; } =
        ContentKey.Of(Rooms.Select(room => (room.Assembly.GetName().Name!, room.Module.ModuleVersionId.ToString()))).Value;
}
