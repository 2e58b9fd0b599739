using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>Where the parts of a Portage lie, before anything of it was run.</summary>
/// <param name="Emerge">The program.</param>
/// <param name="Modules">Its Python modules; null where Python finds them by itself.</param>
/// <param name="Defaults">make.globals and sets; null where they are in their place.</param>
internal sealed record PortagePlaces(HostPath Emerge, HostPath? Modules, HostPath? Defaults)
{
    internal static HostPath UsualDefaults { get; } = HostPath.Parse("/usr/share/portage/config");

    private static readonly string[] Prefixes = ["", "usr"];
    private static readonly string[] PackageFolders = ["site-packages", "dist-packages"];

    /// <summary>Looks in a folder that somebody names: a checkout, or the prefix of an installation.</summary>
    internal static PortagePlaces? In(HostPath folder)
    {
        if ((folder / "cnf/make.globals").IsFile && (folder / "bin/emerge").IsFile)
            return new PortagePlaces(folder / "bin/emerge", folder / "lib", folder / "cnf");
        var prefix = Prefixes.Select(each => folder / each).FirstOrDefault(each => (each / "bin/emerge").IsFile);
        return prefix is null
            ? null
            : new PortagePlaces(prefix / "bin/emerge", ModulesOf(prefix), DefaultsOf(prefix));
    }

    private static HostPath? DefaultsOf(HostPath prefix)
    {
        var defaults = prefix / "share/portage/config";
        return (defaults / "make.globals").IsFile && defaults != UsualDefaults ? defaults : null;
    }

    private static HostPath? ModulesOf(HostPath prefix) =>
        prefix.Value == "/usr" || !(prefix / "lib").IsFolder
            ? null
            : Directory.EnumerateDirectories((prefix / "lib").Value, "python3*")
                .Order(StringComparer.Ordinal)
                .SelectMany(_ => PackageFolders, (python, kind) => HostPath.Parse(python) / kind)
                .LastOrDefault(each => (each / "portage/__init__.py").IsFile);
}
