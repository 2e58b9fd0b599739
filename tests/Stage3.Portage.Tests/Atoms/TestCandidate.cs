using Stage3.Portage.Atoms;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Atoms;

/// <summary>In slot 0/2 of repository main, with the flags on and off, one of them on.</summary>
internal sealed class TestCandidate(string id) : IAtomCandidate
{
    public PackageId Id { get; } = PackageId.Parse(id);

    public long BuildId { get; init; }

    public Slot Slot { get; } = Slot.Parse("0/2");

    public RepositoryName? Repository { get; } = RepositoryName.Parse("main");

    public Soname[] Libraries { get; init; } = [];

    public bool Provides(Soname soname) => Libraries.Contains(soname);

    public bool HasFlag(UseFlag flag) => flag.Name is "on" or "off";

    public bool IsEnabled(UseFlag flag) => flag.Name == "on";
}
