using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Portage.Ebuilds;

/// <summary>Reads key after key and gathers what is wrong with each.</summary>
internal sealed class EbuildMetadataReader(IReadOnlyDictionary<string, string> keys)
{
    private readonly ImmutableArray<string>.Builder errors = ImmutableArray.CreateBuilder<string>();

    internal ImmutableArray<string> Errors => errors.ToImmutable();

    internal EbuildMetadata? Read()
    {
        var eapi = ReadEapi();
        if (eapi is null) return null;
        var metadata = new EbuildMetadata(eapi, ReadSlot(eapi))
        {
            Description = Value("DESCRIPTION"),
            Homepage = WordsOf("HOMEPAGE", allowChoice: false),
            Iuse = ReadIuse(eapi),
            Keywords = [.. Split("KEYWORDS")],
            BuildHostDependencies = eapi.HasBuildHostDependencies ? AtomsOf("BDEPEND", eapi) : PackageDependencies.None,
            BuildDependencies = AtomsOf("DEPEND", eapi),
            InstallDependencies = eapi.HasInstallDependencies ? AtomsOf("IDEPEND", eapi) : PackageDependencies.None,
            RuntimeDependencies = AtomsOf("RDEPEND", eapi),
            PostDependencies = AtomsOf("PDEPEND", eapi),
            RequiredUse = ReadRequiredUse(eapi),
            Restrict = WordsOf("RESTRICT", allowChoice: false),
            Properties = WordsOf("PROPERTIES", allowChoice: false),
            License = WordsOf("LICENSE", allowChoice: true),
            SourceUris = ReadSources(eapi),
            DefinedPhases = ReadPhases(),
            Inherited = [.. Split("INHERITED")],
        };
        return errors.Count == 0 ? metadata : null;
    }

    private Eapi? ReadEapi()
    {
        var text = Value("EAPI");
        if (text.Length == 0) return Eapi.Zero;
        if (!Eapi.TryParse(text, out var eapi)) errors.Add($"EAPI: '{text}' is not a known EAPI: known are {string.Join(", ", Eapi.All)}");
        return eapi;
    }

    private Slot ReadSlot(Eapi eapi)
    {
        var text = Value("SLOT");
        if (text.Length == 0) errors.Add("SLOT: it is missing or empty");
        else if (!Slot.TryParse(text, out var slot)) errors.Add($"SLOT: '{text}' is not a slot");
        else if (!eapi.HasSlotOperators && text.Contains('/', StringComparison.Ordinal)) errors.Add($"SLOT: '{text}' has a sub-slot, which EAPI {eapi} has not");
        else return slot;
        return Slot.Zero;
    }

    private ImmutableArray<IuseFlag> ReadIuse(Eapi eapi)
    {
        var flags = new List<IuseFlag>();
        foreach (var word in Split("IUSE"))
        {
            if (!IuseFlag.TryParse(word, eapi, out var flag)) errors.Add($"IUSE: '{word}' is not an entry of IUSE in EAPI {eapi}");
            else if (flags.FindIndex(other => other.Flag == flag.Flag) is >= 0 and var index) flags[index] = flag;
            else flags.Add(flag);
        }

        return [.. flags];
    }

    private ImmutableArray<string>? ReadPhases() =>
        !keys.TryGetValue("DEFINED_PHASES", out var text) || string.IsNullOrWhiteSpace(text) ? null
        : text.Trim() == "-" ? []
        : [.. Split("DEFINED_PHASES")];

    private DependencySpec<Atom> AtomsOf(string key, Eapi eapi)
    {
        if (PackageDependencies.TryParse(Value(key), AtomSyntax.Of(eapi), out var spec, out var error)) return spec;
        errors.Add($"{key}: {error}");
        return PackageDependencies.None;
    }

    private DependencySpec<string> WordsOf(string key, bool allowChoice)
    {
        if (Words.TryParse(Value(key), allowChoice, out var spec, out var error)) return spec;
        errors.Add($"{key}: {error}");
        return Words.None;
    }

    private DependencySpec<RequiredFlag> ReadRequiredUse(Eapi eapi)
    {
        // Portage refuses it too, rather than leave it unheeded.
        if (!eapi.HasRequiredUse) { if (Value("REQUIRED_USE").Length > 0) errors.Add($"REQUIRED_USE: EAPI {eapi} has no such thing"); }
        else if (RequiredUse.TryParse(Value("REQUIRED_USE"), eapi, out var spec, out var error)) return spec;
        else errors.Add($"REQUIRED_USE: {error}");
        return RequiredUse.None;
    }

    private DependencySpec<SourceUri> ReadSources(Eapi eapi)
    {
        if (SourceUris.TryParse(Value("SRC_URI"), eapi, out var spec, out var error)) return spec;
        errors.Add($"SRC_URI: {error}");
        return SourceUris.None;
    }

    private string Value(string key) => keys.TryGetValue(key, out var text) ? text.Trim() : "";

    private string[] Split(string key) => Value(key).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
