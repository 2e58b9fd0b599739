using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Stage3.Packaging.Documents;

/// <summary>
/// A bill of materials, SPDX 2.3 in JSON (https://spdx.github.io/spdx-spec/v2.3/): the archive, which it describes, and the packages that
/// the archive contains.
/// </summary>
internal static class SpdxDocument
{
    private const string DocumentId = "SPDXRef-DOCUMENT";
    private const string ArchiveId = "SPDXRef-Archive";
    private const string NotSaid = "NOASSERTION";

    public static byte[] Bytes(StageArchiveRequest request, ArchiveDigests digests, ImmutableArray<InventoryPackage> packages)
    {
        var name = request.ArchivePath.Name;
        var items = packages.Select((package, index) => new Item(Id(index, package), package, SpdxLicense.Of(package.License))).ToImmutableArray();
        return StageDocument.Bytes(json =>
        {
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("dataLicense", "CC0-1.0");
            json.WriteString("SPDXID", DocumentId);
            json.WriteString("name", name);
            // Unique as the archive is, and the same for the same archive.
            json.WriteString("documentNamespace", $"https://spdx.org/spdxdocs/{name}-{digests.Sha256.Hex}");
            json.Object("creationInfo", info =>
            {
                info.WriteString("created", request.Name.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                info.Strings("creators", ["Tool: Stage3"]);
            });
            json.Strings("documentDescribes", [ArchiveId]);
            json.WriteStartArray("packages");
            WriteArchive(json, request, digests);
            foreach (var item in items) WritePackage(json, item);
            json.WriteEndArray();
            WriteLicenses(json, items);
            json.Objects(
                "relationships",
                [(DocumentId, "DESCRIBES", ArchiveId), .. items.Select(item => (ArchiveId, "CONTAINS", item.Id))],
                (one, relation) =>
                {
                    one.WriteString("spdxElementId", relation.Item1);
                    one.WriteString("relationshipType", relation.Item2);
                    one.WriteString("relatedSpdxElement", relation.Item3);
                });
        });
    }

    private static void WriteArchive(Utf8JsonWriter json, StageArchiveRequest request, ArchiveDigests digests)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", ArchiveId);
        json.WriteString("name", request.Name.Stem);
        json.WriteString("versionInfo", request.Name.TimestampText);
        json.WriteString("packageFileName", request.ArchivePath.Name);
        json.WriteString("primaryPackagePurpose", "ARCHIVE");
        WriteUnsaid(json, NotSaid);
        json.Objects(
            "checksums",
            [("SHA256", digests.Sha256.Hex), ("SHA512", digests.Sha512.Hex), ("BLAKE2b-512", digests.Blake2b.Hex)],
            (one, sum) =>
            {
                one.WriteString("algorithm", sum.Item1);
                one.WriteString("checksumValue", sum.Item2);
            });
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", item.Id);
        json.WriteString("name", item.Package.Name);
        json.WriteString("versionInfo", item.Package.Version);
        WriteUnsaid(json, item.License.Expression);
        if (item.Package.Homepage is { } homepage && Uri.IsWellFormedUriString(homepage, UriKind.Absolute)) json.WriteString("homepage", homepage);
        json.Objects("externalRefs", [Url(item.Package)], (one, url) =>
        {
            one.WriteString("referenceCategory", "PACKAGE-MANAGER");
            one.WriteString("referenceType", "purl");
            one.WriteString("referenceLocator", url);
        });
        json.WriteEndObject();
    }

    private static void WriteUnsaid(Utf8JsonWriter json, string declared)
    {
        json.WriteString("downloadLocation", NotSaid);
        json.WriteBoolean("filesAnalyzed", false);
        json.WriteString("licenseConcluded", NotSaid);
        json.WriteString("licenseDeclared", declared);
        json.WriteString("copyrightText", NotSaid);
    }

    private static void WriteLicenses(Utf8JsonWriter json, ImmutableArray<Item> items)
    {
        var references = items.SelectMany(item => item.License.References).DistinctBy(pair => pair.Key).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        json.Objects("hasExtractedLicensingInfos", references, (one, reference) =>
        {
            one.WriteString("licenseId", reference.Key);
            one.WriteString("name", reference.Value);
            one.WriteString("extractedText", $"The licence that Gentoo's ebuilds call {reference.Value}; its text is licenses/{reference.Value} of the ebuild repository.");
        });
    }

    // Letters, digits, '.' and '-' only; the number keeps apart what becomes the same.
    private static string Id(int index, InventoryPackage package) => string.Create(
        CultureInfo.InvariantCulture,
        $"SPDXRef-Package-{index + 1}-{string.Concat(package.Id.Select(character => char.IsAsciiLetterOrDigit(character) || character == '.' ? character : '-'))}");

    // The type "ebuild" of the package-url list: category and name, version, then what else tells packages apart.
    private static string Url(InventoryPackage package) =>
        $"pkg:ebuild/{package.Name.Replace("+", "%2B", StringComparison.Ordinal)}@{package.Version}?slot={Uri.EscapeDataString(package.Slot)}"
        + (package.Repository is { } repository ? $"&repository={Uri.EscapeDataString(repository)}" : "");

    private sealed record Item(string Id, InventoryPackage Package, SpdxLicense License);
}
