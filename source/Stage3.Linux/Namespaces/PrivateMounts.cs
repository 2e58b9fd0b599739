using System.Collections.Immutable;
using Stage3.Linux.Processes;

namespace Stage3.Linux.Namespaces;

/// <summary>
/// What a program sees differently from the rest of the machine, as a value. Put around a <see cref="ChildProcess"/> it
/// becomes a mount namespace of that process's own, in which the mounts are made in this order: binds, writable
/// folders, overlays, read-only folders. Needs root, real or of a user namespace. See unshare(1), mount(8).
/// </summary>
public sealed record PrivateMounts
{
    private static readonly string Script = EmbeddedText.Read(typeof(PrivateMounts), "private-mounts.bash");

    /// <summary>Nothing changed: only a namespace of its own.</summary>
    public static PrivateMounts None { get; } = new();

    /// <summary>Shown elsewhere.</summary>
    public ImmutableArray<BindMount> Binds { get; init; } = [];

    /// <summary>Stay writable below a read-only folder; each must be there.</summary>
    public ImmutableArray<HostPath> Writable { get; init; } = [];

    /// <summary>Can be written to without being changed.</summary>
    public ImmutableArray<OverlayMount> Overlays { get; init; } = [];

    /// <summary>Cannot be written to; file systems mounted below them are left as they are. Those that are not there are passed over.</summary>
    public ImmutableArray<HostPath> ReadOnly { get; init; } = [];

    /// <summary>The same program, started inside these mounts. Makes no mount: that is done when it is run.</summary>
    public ChildProcess Around(ChildProcess child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return child with
        {
            Program = ProgramPath.Demand("unshare", ChildEnvironment.Clean),
            Arguments =
            [
                "--mount", "--propagation", "private", "--", ProgramPath.Demand("bash", ChildEnvironment.Clean), "-c", Script, "stage3-mounts",
                .. Words, "--", ProgramPath.Demand(child.Program, child.Environment), .. child.Arguments,
            ],
        };
    }

    private IEnumerable<string> Words =>
    [
        .. Binds.SelectMany(bind => new[] { "bind", bind.Source.Value, bind.Target.Value }),
        .. Writable.SelectMany(folder => new[] { "writable", folder.Value }),
        .. Overlays.SelectMany(overlay => new[] { "overlay", overlay.Folder.Value, overlay.Scratch.Value }),
        .. ReadOnly.SelectMany(folder => new[] { "readonly", folder.Value }),
    ];
}
