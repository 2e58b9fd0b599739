using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Stage3.Chroot.Contract;
using Stage3.Portage.Accounts;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Portage.Signatures;

namespace Stage3.Specification;

/// <summary>Reads specification files: by the schema first, then by what the words in them mean.</summary>
public static class SpecReader
{
    private static readonly ImmutableArray<string> SelectorKeys = ["world", "bootstrap", "system"];

    /// <summary>Reads one file.</summary>
    /// <exception cref="SpecInvalidException">Something is wrong with it; all that is, at once, by line and key.</exception>
    public static async Task<StageSpec> ReadAsync(HostPath file, CancellationToken cancellation)
    {
        var document = await SpecDocument.LoadAsync(file, cancellation);
        var problems = document.Problems.ToBuilder();
        var selectors = document.Root is null ? [] : MisreadSelectors(document).ToImmutableArray();
        problems.AddRange(selectors);
        if (document.Root is not null) problems.AddRange(VerifyReader.Misread(document));
        return problems.Count == 0
            ? Build(file, document.Root!)
            : throw new SpecInvalidException(file, [.. problems.OrderBy(problem => problem.Line)]);
    }

    private static IEnumerable<SpecProblem> MisreadSelectors(SpecDocument document) =>
        from key in SelectorKeys
        from item in (document.Root![key] as JArray ?? []).Where(item => item.Type == JTokenType.String)
        where !PackageSelector.TryParse((string)item!, out _)
        select new SpecProblem(
            document.File,
            ((IJsonLineInfo)item).LineNumber,
            item.Path,
            $"'{(string)item!}' is neither an atom such as sys-apps/dbus nor a set such as @system");

    private static StageSpec Build(HostPath file, JObject root) => new()
    {
        File = file,
        Name = Text(root, "name"),
        Arch = Text(root, "arch"),
        Engine = Enum.Parse<SpecEngine>((string?)root["engine"] ?? "any", ignoreCase: true),
        Tree = HostPath.Resolve(file.Parent, Text(root, "tree")),
        Profile = Text(root, "profile"),
        Use = Words(root, "use"),
        MakeConf = [.. Properties(root, "makeConf").Select(property => new MakeConfVariable(property.Name, (string)property.Value!))],
        World = [.. Words(root, "world").Select(PackageSelector.Parse)],
        Bootstrap = [.. Words(root, "bootstrap").Select(PackageSelector.Parse)],
        Binhosts = Words(root, "binhosts"),
        BinhostKeys = [.. (root["binhostKeys"] as JArray ?? []).Select(key => Key(file, key))],
        System = Words(root, "system"),
        PackageUse = Words(root, "packageUse"),
        PackageAcceptKeywords = Words(root, "packageAcceptKeywords"),
        PackageMask = Words(root, "packageMask"),
        PackageUnmask = Words(root, "packageUnmask"),
        Accounts = Contract((JObject)root["accounts"]!),
        Verify = VerifyReader.Read((JObject?)root["verify"]),
        Archive = Archive((JObject)root["archive"]!),
    };

    private static AccountContract Contract(JObject accounts) => new(
        [.. accounts["users"]!.Cast<JObject>().Select(User)],
        [.. accounts["groups"]!.Cast<JObject>().Select(Group)]);

    private static RequiredUser User(JObject user) => new(Account(user["name"]!))
    {
        Id = (uint?)user["uid"],
        PrimaryGroup = user["group"] is { } group ? Account(group) : null,
        Groups = [.. Words(user, "groups").Select(AccountName.Parse)],
        Home = (string?)user["home"],
        Shell = (string?)user["shell"],
    };

    private static RequiredGroup Group(JObject group) => new(Account(group["name"]!)) { Id = (uint?)group["gid"] };

    private static AccountName Account(JToken name) => AccountName.Parse((string)name!);

    private static BinhostKey Key(HostPath file, JToken named)
    {
        var key = named is JObject given
            ? new BinhostKey(Text(given, "source"), [.. Words(given, "fingerprints").Select(OpenPgpFingerprint.Parse)])
            : new BinhostKey((string)named!, []);
        return key.IsAddress ? key : key with { Source = HostPath.Resolve(file.Parent, key.Source).Value };
    }

    private static ArchiveSpec Archive(JObject archive) =>
        new(Text(archive, "name"), (string?)archive["compression"] ?? "xz", (int?)archive["level"]);

    private static string Text(JObject owner, string key) => (string)owner[key]!;

    private static ImmutableArray<string> Words(JObject owner, string key) =>
        [.. (owner[key] as JArray ?? []).Select(item => (string)item!)];

    private static IEnumerable<JProperty> Properties(JObject owner, string key) =>
        (owner[key] as JObject)?.Properties() ?? [];
}
