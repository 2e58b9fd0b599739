using System.Collections.Immutable;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>What a specification says to every root, as files: make.conf(5), portage(5).</summary>
internal static class TemplateFiles
{
    private const string Portage = "etc/portage";

    /// <summary>All of them; those without a line are left out, but for make.conf and world.</summary>
    public static ImmutableArray<TemplateFile> Of(StageSpec spec)
    {
        var world = spec.World.ToLookup(selector => selector.Set is null, selector => selector.ToString());
        return
        [
            new TemplateFile($"{Portage}/make.conf", [.. new MakeConfText(spec).Lines]),
            .. Optional($"{Portage}/package.use/stage3", spec.PackageUse),
            .. Optional($"{Portage}/package.accept_keywords/stage3", spec.PackageAcceptKeywords),
            .. Optional($"{Portage}/package.mask/stage3", spec.PackageMask),
            .. Optional($"{Portage}/package.unmask/stage3", spec.PackageUnmask),
            new TemplateFile("var/lib/portage/world", [.. world[true].Order(StringComparer.Ordinal)]),
            .. Optional("var/lib/portage/world_sets", [.. world[false].Order(StringComparer.Ordinal)]),
        ];
    }

    private static TemplateFile[] Optional(string path, ImmutableArray<string> lines) =>
        lines.IsEmpty ? [] : [new TemplateFile(path, lines)];
}
