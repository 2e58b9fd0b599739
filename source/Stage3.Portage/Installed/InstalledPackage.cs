using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>One package of an installed database. Its keys and CONTENTS are read when they are first asked for, and then kept.</summary>
public sealed class InstalledPackage : IAtomCandidate
{
    private readonly Lazy<BuildInfo> info;
    private readonly Lazy<Contents> contents;
    private readonly Lazy<ImmutableArray<NeededEntry>> needed;
    private readonly Lazy<(HashSet<string> Known, HashSet<string> On)> flags;

    internal InstalledPackage(PackageId id, HostPath folder)
    {
        (Id, Folder) = (id, folder);
        info = new(() => BuildInfo.ReadFolder(folder).Without(BuildInfoKeys.Contents));
        contents = new(() => Contents.Read(folder / BuildInfoKeys.Contents));
        (flags, needed) = (new(ReadFlags), new(ReadNeeded));
    }

    /// <summary>A package whose entry is being written: what stands in it is known.</summary>
    internal InstalledPackage(PackageId id, HostPath folder, BuildInfo info, Contents contents)
    {
        (Id, Folder) = (id, folder);
        (this.info, this.contents) = (new(info), new(contents));
        (flags, needed) = (new(ReadFlags), new(ReadNeeded));
    }

    /// <inheritdoc/>
    public PackageId Id { get; }

    /// <summary>The folder of the entry.</summary>
    public HostPath Folder { get; }

    /// <summary>All keys but CONTENTS.</summary>
    public BuildInfo Info => info.Value;

    /// <summary>The paths that the package put into the root.</summary>
    /// <exception cref="Configuration.ConfigurationException">The file has lines that are not CONTENTS.</exception>
    public Contents Contents => contents.Value;

    /// <summary>The programs and libraries that it installed, and what they need; none where it recorded none.</summary>
    public ImmutableArray<NeededEntry> Needed => needed.Value;

    /// <summary>Slot and sub-slot; <c>0</c> where the entry has none that can be read.</summary>
    public Slot Slot => Slot.TryParse(Info[BuildInfoKeys.Slot], out var slot) ? slot : Slot.Zero;

    /// <inheritdoc/>
    public RepositoryName? Repository => RepositoryName.TryParse(Info[BuildInfoKeys.Repository], out var name) ? name : null;

    /// <summary>The order of installation: higher is later; 0 where the entry has none.</summary>
    public long Counter =>
        long.TryParse(CounterText, NumberStyles.None, CultureInfo.InvariantCulture, out var counter) ? counter : 0;

    /// <inheritdoc/>
    public bool HasFlag(UseFlag flag) => flags.Value.Known.Contains(flag.Name);

    /// <inheritdoc/>
    public bool IsEnabled(UseFlag flag) => flags.Value.On.Contains(flag.Name);

    /// <inheritdoc/>
    public override string ToString() => Id.ToString();

    // The one key that all entries are asked for: their others need not be read for it.
    private string? CounterText =>
        info.IsValueCreated ? Info[BuildInfoKeys.Counter] : EntryFile.Read(Folder / BuildInfoKeys.Counter) is { } bytes ? System.Text.Encoding.ASCII.GetString(bytes).Trim() : null;

    private ImmutableArray<NeededEntry> ReadNeeded() =>
        info.IsValueCreated ? NeededEntry.Read((Info.Bytes(NeededEntry.Key) ?? []).AsSpan()) : NeededEntry.Read(EntryFile.Read(Folder / NeededEntry.Key));

    private (HashSet<string> Known, HashSet<string> On) ReadFlags()
    {
        var known = Words(Info[BuildInfoKeys.IUseEffective] ?? Info[BuildInfoKeys.IUse]).Select(flag => flag.TrimStart('+', '-'));
        return ([.. known], [.. Words(Info[BuildInfoKeys.Use])]);
    }

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
