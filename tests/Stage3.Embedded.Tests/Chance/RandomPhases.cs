using System.Text;
using static Stage3.Embedded.Tests.Chance.RandomTree;

namespace Stage3.Embedded.Tests.Chance;

/// <summary>Phases of a package by chance: all of them write down in which order they came and what they found, some change the image or the root. A command a line, as bash writes them itself.</summary>
internal static class RandomPhases
{
    private const string Note = "note() {\n\tprintf '%s %s <%s> <%s> %s\\n' \"${PF}\" \"${EBUILD_PHASE}\" \"${REPLACING_VERSIONS}\" \"${REPLACED_BY_VERSION}\" \"${noted}\" >> \"${ROOT}/order-${PN}\" || die\n}\n";

    /// <summary>The functions.</summary>
    /// <param name="random">The chance.</param>
    /// <param name="name">Of the package.</param>
    /// <param name="paths">What the package has.</param>
    internal static string Of(Random random, string name, IReadOnlyCollection<string> paths)
    {
        if (random.Next(2) == 0) return "";
        var text = new StringBuilder(Note);
        var leaves = random.Next(3) == 0;
        foreach (var (phase, actions) in new (string, string[])[]
        {
            ("setup", ["noted=setup", ""]), ("preinst", Preinst(random, name, paths)), ("postinst", Postinst(name, random, paths, leaves)),
            ("prerm", ["noted=prerm", $"rm -f \"${{ROOT}}/var/lib/{name}/state\""]), ("postrm", [$"[[ -n ${{REPLACED_BY_VERSION}} ]] || rm -rf \"${{ROOT}}/var/lib/{name}\"", ""]),
        })
        {
            // What pkg_postinst leaves of its variables is kept by us where a phase may ask for it.
            var isAlways = leaves && phase is "prerm" or "postrm";
            if (isAlways || random.Next(2) == 0) text.Append($"pkg_{phase}() {{\n\tnote\n\t{actions[random.Next(actions.Length)]}\n\t:\n}}\n");
        }

        return text.ToString();
    }

    private static string[] Preinst(Random random, string name, IReadOnlyCollection<string> paths) =>
    [
        $"mkdir -p \"${{ED}}/usr/share/{name}/made\" && echo made > \"${{ED}}/usr/share/{name}/made/file\" && touch -d @1650000000 \"${{ED}}/usr/share/{name}/made/file\" || die",
        $"if [[ -f \"${{ED}}\"/{Any(random, paths)} && ! -L \"${{ED}}\"/{Any(random, paths)} ]]; then\nrm -f \"${{ED}}\"/{Any(random, paths)}\nfi",
        $"if [[ -f \"${{ED}}\"/{Any(random, paths)} ]]; then\nchmod 0640 \"${{ED}}\"/{Any(random, paths)}\nfi",
        $"mkdir -p \"${{ED}}/usr/share/{name}/empty\" || die",
        "noted=preinst",
    ];

    private static string[] Postinst(string name, Random random, IReadOnlyCollection<string> paths, bool leaves)
    {
        var path = Any(random, paths);
        return
        [
            $"mkdir -p \"${{ROOT}}/var/lib/{name}\" && echo \"${{PV}}\" >> \"${{ROOT}}/var/lib/{name}/state\" || die",
            !leaves ? "" : $"noted=postinst also=( \"${{PV}}\" 'two words' )",
            $"if [[ -f \"${{ROOT}}\"/{path} && ! -L \"${{ROOT}}\"/{path} ]]; then\necho local >> \"${{ROOT}}\"/{path}\ntouch -d @1660000000 \"${{ROOT}}\"/{path}\nfi",
            $"if [[ -f \"${{ROOT}}\"/{path} && ! -L \"${{ROOT}}\"/{path} ]]; then\nrm -f \"${{ROOT}}\"/{path}\nfi",
            $"ln -sfn ../{name} \"${{ROOT}}/usr/share/by-{name}\"",
        ];
    }

    private static string Any(Random random, IReadOnlyCollection<string> paths) => Quote(paths.Count == 0 ? "none" : paths.ElementAt(random.Next(paths.Count)));
}
