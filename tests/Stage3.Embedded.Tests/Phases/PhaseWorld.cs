using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Phases;

/// <summary>A root with accounts, a tree and folders for runs; every path holds a space.</summary>
internal sealed class PhaseWorld : IDisposable, IInstalledVersions
{
    private readonly Scratch scratch = new();

    public PhaseWorld()
    {
        Root = (Base / "the root").EnsureFolder();
        (Root / "etc").EnsureFolder();
        Write(Root / "etc/passwd", "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:4101:4101::/:/bin/false\n");
        Write(Root / "etc/group", "root:x:0:\nmessagebus:x:4101:\n");
        Write(Root / "etc/shadow", "root:*:19000::::::\nmessagebus:!:19000::::::\n");
        Write(Root / "etc/gshadow", "root:*::\nmessagebus:!::\n");
    }

    public HostPath Base => HostPath.Parse(scratch.Folder) / "a world";

    public HostPath Root { get; }

    public List<PhaseEvent> Events { get; } = [];

    public Dictionary<string, string> Installed { get; } = [];

    public PhaseSettings Settings => new(Root, (Base / "work").EnsureFolder(), (Base / "logs").EnsureFolder())
    {
        Installed = this,
        OnEvent = told =>
        {
            lock (Events) Events.Add(told);
        },
        Variables = ImmutableSortedDictionary<string, string>.Empty.Add("ARCH", "amd64").Add("CFLAGS", "-O2 -pipe"),
    };

    public string? Best(QueryRoot root, string atom) =>
        atom.StartsWith('[') ? throw new FormatException($"'{atom}' is no atom") : Installed.GetValueOrDefault($"{root} {atom}");

    public void Eclass(string name, string text) => Write(Base / "tree/eclass" / $"{name}.eclass", text);

    public EbuildSource Ebuild(string package, string text)
    {
        var id = PackageId.Parse(package);
        var file = Base / "tree" / id.Name.ToString() / $"{id.NameAndVersion}.ebuild";
        Write(file, text);
        return new EbuildSource(id, file, [Base / "tree/eclass"]);
    }

    public BuildRequest Request(EbuildSource ebuild) => new(ebuild, Base / "build" / ebuild.Package.ToString(), (Base / "dist files").EnsureFolder())
    {
        Use = ["amd64", "systemd"],
        Iuse = ["amd64", "systemd", "doc"],
    };

    public Task<BuiltImage> Build(string package, string text) => Build(Request(Ebuild(package, text)));

    public Task<BuiltImage> Build(BuildRequest request) => new PhaseRunner(Settings).BuildAsync(request, CancellationToken.None);

    public Task Run(BuiltImage built, params Phase[] phases) => new PhaseRunner(Settings).RunAsync(
        new PackagePhaseRequest(built.Package, built.Environment, [.. phases], built.DefinedPhases, Base / "merge" / built.Package.ToString()) { Image = built.Image },
        CancellationToken.None);

    public static void Write(HostPath file, string text)
    {
        file.Parent.EnsureFolder();
        File.WriteAllText(file.Value, text);
    }

    public void Dispose() => scratch.Dispose();
}
