using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Profiles;

/// <summary>One folder of a profile (PMS 5.2): what it says by itself, without its parents.</summary>
public sealed class ProfileNode
{
    private readonly Dictionary<string, IReadOnlyList<SourceLine>> lists = new(StringComparer.Ordinal);

    internal ProfileNode(HostPath folder, Repository? repository, Eapi eapi, bool isUserProfile) =>
        (Folder, Repository, Eapi, IsUserProfile) = (folder, repository, eapi, isUserProfile);

    /// <summary>The folder.</summary>
    public HostPath Folder { get; }

    /// <summary>The repository that holds it; null for a profile outside of all.</summary>
    public Repository? Repository { get; }

    /// <summary>What its file <c>eapi</c> says; <c>0</c> where it has none.</summary>
    public Eapi Eapi { get; }

    /// <summary>True for <c>/etc/portage/profile</c>, which may hold wildcards and comes last.</summary>
    public bool IsUserProfile { get; }

    /// <summary>Whether the files with <c>.stable.</c> in their names count: from EAPI 5 on (PMS 5.2.13), and in the user's profile.</summary>
    public bool HasStableFiles => IsUserProfile || Eapi.HasStableMasking;

    /// <summary>The lines of one of its lists, such as <c>package.mask</c>: a file or a folder; none where it has no such list.</summary>
    public IReadOnlyList<SourceLine> Lines(string list)
    {
        lock (lists)
        {
            if (!lists.TryGetValue(list, out var lines)) lists[list] = lines = ListFile.Read(Folder / list);
            return lines;
        }
    }

    /// <summary>The variables of its make.defaults.</summary>
    /// <param name="known">What the parents and the surroundings set, for references.</param>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public MakeConf MakeDefaults(IReadOnlyDictionary<string, string> known) => MakeConf.Read(Folder / "make.defaults", known);

    /// <inheritdoc/>
    public override string ToString() => Folder.Value;
}
