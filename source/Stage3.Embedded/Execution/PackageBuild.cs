using Stage3.Embedded.Libraries;
using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>Builds a package from its ebuild and makes a binary package of it, in PKGDIR where it is to be kept.</summary>
internal sealed class PackageBuild(EmbeddedSettings settings, EmergeCommand command, Selected selected, PhaseRunners runners)
{
    private readonly Lock index = new();

    /// <summary>Runs the phases up to <c>src_install</c> and packs what they installed.</summary>
    public async Task<BuiltPackage> RunAsync(BuildableEbuild ebuild, CancellationToken cancellation)
    {
        var (package, begun) = (ebuild.Candidate.Id, settings.Clock.GetUtcNow());
        var image = await runners.With(ebuild.Configured.PhaseVariables).BuildAsync(
            new BuildRequest(ebuild.Source, runners.Folder(package), settings.DistDir.EnsureFolder())
            {
                Use = [.. ebuild.Configured.Use],
                Iuse = [.. ebuild.Configured.IuseEffective],
                ReplacingVersions = ReplacedVersions.Of(command.Root.Path, package, ebuild.Candidate.Slot),
            },
            cancellation);

        var build = NextBuild(package);
        var record = new BuildRecord(ebuild.Configured, begun.ToUnixTimeSeconds(), build, SizeOf(image.Image), ebuild.Origin)
        {
            Environment = SavedEnvironment.Compress(image.Environment),
            Ebuild = [.. await File.ReadAllBytesAsync(ebuild.Source.File.Value, cancellation)],
            SlotOf = InstalledSlot,
        };
        var isKept = command.BinaryPackages.Build && !command.BinaryPackages.NotKept.Any(filter => filter.Pattern.Matches(ebuild.Candidate));
        var file = isKept ? selected.Packages.PathOf(package, build) : runners.Folder(package) / "unkept.gpkg.tar";
        var mask = InstallMask.Parse(selected.Configuration.Variables["PKG_INSTALL_MASK"]);
        var hidden = mask.HiddenIn(image.Image, cancellation);
        var info = ImageLinkage.Of(image.Image, cancellation).AddTo(record.ToBuildInfo(), image.ProvidesExclude, image.RequiresExclude);
        (Writer(begun) with { Exclude = hidden.Contains }).Write(
            file, PackageDirectory.NameOf(package, build), info.With("PKG_INSTALL_MASK", mask.Text), image.Image, cancellation);
        if (isKept) Keep(file, begun, cancellation);
        return new BuiltPackage(package, file, image.Image, hidden.Count > 0);
    }

    // The image is owned by numbers of ROOT, for phases look accounts up there: so the names are ROOT's too.
    private GpkgWriter Writer(DateTimeOffset now)
    {
        var accounts = AccountDatabase.Read(command.Root.Path);
        return new GpkgWriter
        {
            Time = new FileTime(now.ToUnixTimeSeconds(), 0),
            UserName = id => ByteString.Of(accounts.FindUser(id)?.Name ?? ""),
            GroupName = id => ByteString.Of(accounts.FindGroup(id)?.Name ?? ""),
        };
    }

    private int NextBuild(PackageId package)
    {
        lock (index) return selected.Packages.NextBuildId(package);
    }

    private void Keep(HostPath file, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (index)
        {
            selected.Packages.Add(file, cancellation);
            selected.Packages.WriteIndex(now.ToUnixTimeSeconds());
        }
    }

    private Slot? InstalledSlot(Atom atom) =>
        InstalledDatabase.Open(command.Root.Path).Of(atom.Name).LastOrDefault(atom.Matches)?.Slot;

    private static long SizeOf(HostPath image)
    {
        var seen = new HashSet<ulong>();
        return TreeWalk.Walk(image, descend: null, CancellationToken.None)
            .Where(entry => entry.Status.Type == FileType.File && seen.Add(entry.Status.Inode))
            .Sum(entry => entry.Status.Size);
    }
}
