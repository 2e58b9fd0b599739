using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Profiles;

/// <summary>
/// A profile with all it inherits: the folders in the order in which they apply, parents before children, each parent with its own
/// parents before the next one (PMS 5.2.1). A folder that is inherited twice applies twice, as it does in Portage.
/// </summary>
public sealed class ProfileChain
{
    private const int MostLinks = 40;
    private static readonly ImmutableArray<string> Links = ["etc/portage/make.profile", "etc/make.profile"];

    private ProfileChain(HostPath selected, ImmutableArray<ProfileNode> nodes) => (Selected, Nodes) = (selected, nodes);

    /// <summary>The profile that was asked for, symlinks resolved.</summary>
    public HostPath Selected { get; }

    /// <summary>The folders, from the one that says least to the one that has the last word.</summary>
    public ImmutableArray<ProfileNode> Nodes { get; }

    /// <summary>
    /// Loads the profile that a configuration names: <c>etc/portage/make.profile</c>, else <c>etc/make.profile</c>, a folder or a symlink; with
    /// <c>etc/portage/profile</c> behind it where that is there.
    /// </summary>
    /// <exception cref="ConfigurationException">There is none, or something is wrong in it.</exception>
    public static ProfileChain OfConfiguration(HostPath configRoot, RepositorySet repositories)
    {
        var link = Links.Select(path => configRoot / path).FirstOrDefault(path => path.IsFolder)
            ?? throw new ConfigurationException(
                configRoot / "etc/portage/make.profile", 0, "no profile is selected: make this a symlink to a profile's folder");
        var user = configRoot / "etc/portage/profile";
        var chain = Load(link, repositories);
        if (!user.IsFolder) return chain;
        var loader = new Loader(repositories);
        var eapi = loader.EapiOf(user, Eapi.Latest);
        ConfigurationException.ThrowIfAny(loader.Problems);
        return new(chain.Selected, [.. chain.Nodes, new ProfileNode(user, null, eapi, isUserProfile: true)]);
    }

    /// <summary>Loads a profile.</summary>
    /// <param name="profile">Its folder, or a symlink to it.</param>
    /// <param name="repositories">For parents of the form <c>repository:path</c>.</param>
    /// <exception cref="ConfigurationException">All parents that are missing, and circles, with each link of them.</exception>
    public static ProfileChain Load(HostPath profile, RepositorySet repositories)
    {
        var selected = RealPath(profile);
        var loader = new Loader(repositories);
        loader.Add(selected, []);
        ConfigurationException.ThrowIfAny(loader.Problems);
        return new(selected, [.. loader.Nodes]);
    }

    /// <summary>The lines of a list of all folders, in the order in which they apply, removals not yet carried out.</summary>
    public IEnumerable<SourceLine> Lines(string list) => Nodes.SelectMany(node => node.Lines(list));

    /// <summary>The path with its symlinks resolved; what does not exist stays as it is, and so does what goes in circles.</summary>
    private static HostPath RealPath(HostPath path, int links = 0)
    {
        var real = HostPath.Parse("/");
        foreach (var part in path.Value.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = real / part;
            real = links < MostLinks && new FileInfo(next.Value).LinkTarget is { } target ? RealPath(HostPath.Resolve(real, target), links + 1) : next;
        }

        return real;
    }

    private sealed class Loader(RepositorySet repositories)
    {
        public List<ProfileNode> Nodes { get; } = [];

        public List<ConfigurationProblem> Problems { get; } = [];

        public void Add(HostPath folder, ImmutableArray<HostPath> children)
        {
            var repository = repositories.Holding(folder);
            foreach (var line in ListFile.Read(folder / "parent"))
            {
                var parent = Parent(folder, repository, line);
                if (parent is null) continue;
                if (parent == folder || children.Contains(parent))
                    Problems.Add(line.Problem($"the profile inherits from itself: {string.Join(" -> ", Circle(parent, folder, children))}"));
                else if (!parent.IsFolder) Problems.Add(line.Problem($"the parent '{line.Text}' does not exist: {parent}"));
                else Add(parent, children.Add(folder));
            }

            Nodes.Add(new ProfileNode(folder, repository, EapiOf(folder, Eapi.Zero), isUserProfile: false));
        }

        private HostPath? Parent(HostPath folder, Repository? repository, SourceLine line)
        {
            var at = line.Text.IndexOf(':', StringComparison.Ordinal);
            if (at < 0) return RealPath(HostPath.Resolve(folder, line.Text));
            var named = at == 0 ? repository : Named(line.Text[..at]);
            if (named is not null && repository?.Layout.AllowsParentsElsewhere != false) return RealPath(named.Profiles / line.Text[(at + 1)..]);
            Problems.Add(line.Problem(named is null
                ? $"the parent '{line.Text}' names a repository that is not declared"
                : $"the parent '{line.Text}' names a repository, which needs 'profile-formats = portage-2' in the layout.conf of '{repository!.Name}'"));
            return null;
        }

        private Repository? Named(string text) => RepositoryName.TryParse(text, out var name) ? repositories[name] : null;

        public Eapi EapiOf(HostPath folder, Eapi unspecified)
        {
            if (ListFile.Read(folder / "eapi") is not [var line, ..]) return unspecified;
            if (Eapi.TryParse(line.Text, out var eapi)) return eapi;
            Problems.Add(line.Problem($"the profile's EAPI '{line.Text}' is not known: known are {string.Join(", ", Eapi.All)}"));
            return unspecified;
        }

        private static IEnumerable<HostPath> Circle(HostPath again, HostPath folder, ImmutableArray<HostPath> children) =>
            children.Add(folder).SkipWhile(child => child != again).Append(again);
    }
}
