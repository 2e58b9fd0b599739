using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>Where binary packages come from.</summary>
internal interface IPackageSource
{
    /// <summary>The binhost that packages are fetched from; null where they lie on this machine.</summary>
    string? Binhost => null;

    /// <summary>All that can be used, with what is said of it together.</summary>
    PackagesIndex Index { get; }

    /// <summary>What cannot be used, with the reasons.</summary>
    ImmutableArray<Stage3Exception> Refused { get; }

    /// <summary>Whether packages must be signed; null leaves that to FEATURES.</summary>
    bool? VerifySignature { get; }

    /// <summary>The packages of a name, in the order of version and build.</summary>
    IEnumerable<PackagesIndexEntry> Of(PackageName name);

    /// <summary>Why a package is not taken, by what <c>binrepos.conf</c> says of the binhost and the command of all; null where it is.</summary>
    string? Refusal(PackagesIndexEntry entry, PackageLists command);

    /// <summary>The file of a package that is on this machine; null where it is not.</summary>
    HostPath? Find(PackagesIndexEntry entry);

    /// <summary>The file of a package, on this machine afterwards.</summary>
    ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation);
}
