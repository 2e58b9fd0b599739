using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>What an atom needs to know of a package to say whether it matches.</summary>
public interface IAtomCandidate
{
    /// <summary>Name and version.</summary>
    PackageId Id { get; }

    /// <summary>Which of several builds of the version it is: BUILD_ID of a binary package; 0 where that is not known.</summary>
    long BuildId => 0;

    /// <summary>Its slot and sub-slot.</summary>
    Slot Slot { get; }

    /// <summary>The repository that it comes from; null where that is not known.</summary>
    RepositoryName? Repository { get; }

    /// <summary>True where the package is known to have the library.</summary>
    bool Provides(Soname soname) => false;

    /// <summary>True where the flag is in the package's effective IUSE.</summary>
    bool HasFlag(UseFlag flag);

    /// <summary>True where the flag is on for the package.</summary>
    bool IsEnabled(UseFlag flag);
}
