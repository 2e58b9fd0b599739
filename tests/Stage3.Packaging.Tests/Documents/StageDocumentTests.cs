using System.Text.Json;
using System.Text.RegularExpressions;
using Stage3.Packaging.Documents;

namespace Stage3.Packaging.Tests.Documents;

/// <summary>The documents beside an archive, held to what their specifications demand.</summary>
public sealed class StageDocumentTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public StageDocumentTests()
    {
        Package("sys-apps/dbus-1.14-r1", "0/3", "|| ( AFL-2.1 GPL-2 )", "systemd amd64", "systemd doc", "1829384");
        Package("x11-libs/gtk+-3.24", "3", "LGPL-2+", "", "", "");
    }

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void The_list_has_every_package_with_what_tells_it_apart()
    {
        var packages = Read(Written().Request.PackagesPath.Value).GetProperty("packages");

        packages.GetArrayLength().Should().Be(2);
        JsonSerializer.Serialize(packages[0]).Should().Be(
            """{"name":"sys-apps/dbus","version":"1.14-r1","slot":"0/3","repository":"gentoo","use":["systemd"],"size":1829384,"license":"|| ( AFL-2.1 GPL-2 )"}""");
        packages[1].GetProperty("size").ValueKind.Should().Be(JsonValueKind.Null, "the database does not say");
    }

    [Fact]
    public void The_bill_of_materials_has_what_SPDX_demands()
    {
        var result = Written();
        var bill = Read(result.Request.BillPath.Value);

        bill.GetProperty("spdxVersion").GetString().Should().Be("SPDX-2.3");
        bill.GetProperty("dataLicense").GetString().Should().Be("CC0-1.0");
        bill.GetProperty("SPDXID").GetString().Should().Be("SPDXRef-DOCUMENT");
        Uri.IsWellFormedUriString(bill.GetProperty("documentNamespace").GetString(), UriKind.Absolute).Should().BeTrue();
        bill.GetProperty("documentNamespace").GetString().Should().NotContain("#", "SPDX 2.3, 6.5");
        bill.GetProperty("creationInfo").GetProperty("created").GetString().Should().Be("2026-01-31T17:02:33Z");
        bill.GetProperty("creationInfo").GetProperty("creators")[0].GetString().Should().MatchRegex("^(Person|Organization|Tool): ");
        foreach (var package in bill.GetProperty("packages").EnumerateArray())
        {
            package.GetProperty("SPDXID").GetString().Should().MatchRegex("^SPDXRef-[a-zA-Z0-9.-]+$");
            package.GetProperty("name").GetString().Should().NotBeEmpty();
            package.GetProperty("downloadLocation").GetString().Should().Be("NOASSERTION");
            package.GetProperty("filesAnalyzed").GetBoolean().Should().BeFalse();
        }
    }

    [Fact]
    public void Every_element_of_the_bill_is_related_and_every_relation_has_its_elements()
    {
        var bill = Read(Written().Request.BillPath.Value);
        var ids = bill.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("SPDXID").GetString()!).Append("SPDXRef-DOCUMENT").ToList();
        var relations = bill.GetProperty("relationships").EnumerateArray()
            .Select(one => (From: one.GetProperty("spdxElementId").GetString()!, Type: one.GetProperty("relationshipType").GetString(), To: one.GetProperty("relatedSpdxElement").GetString()!))
            .ToList();

        ids.Should().OnlyHaveUniqueItems();
        relations.SelectMany(one => new[] { one.From, one.To }).Distinct().Should().BeEquivalentTo(ids);
        relations.Should().ContainSingle(one => one.Type == "DESCRIBES" && one.From == "SPDXRef-DOCUMENT" && one.To == "SPDXRef-Archive");
        relations.Count(one => one.Type == "CONTAINS" && one.From == "SPDXRef-Archive").Should().Be(2);
    }

    [Fact]
    public void Every_licence_reference_of_the_bill_is_explained()
    {
        var text = File.ReadAllText(Written().Request.BillPath.Value);
        var explained = JsonDocument.Parse(text).RootElement.GetProperty("hasExtractedLicensingInfos").EnumerateArray().ToList();

        explained.Select(one => one.GetProperty("licenseId").GetString()).Should()
            .BeEquivalentTo(Regex.Matches(text, "LicenseRef-[a-zA-Z0-9.-]+").Select(match => match.Value).Distinct()).And.NotBeEmpty();
        explained.Should().OnlyContain(one => one.GetProperty("extractedText").GetString()!.Length > 0);
    }

    [Theory]
    [InlineData("GPL-2", "GPL-2.0-only")]
    [InlineData("GPL-2+ LGPL-2.1+", "GPL-2.0-or-later AND LGPL-2.1-or-later")]
    [InlineData("|| ( MIT BSD ) ZLIB", "(MIT OR BSD-3-Clause) AND Zlib")]
    [InlineData("|| ( MIT ( BSD-2 ISC ) )", "(MIT OR (BSD-2-Clause AND ISC))")]
    [InlineData("public-domain", "LicenseRef-gentoo-public-domain")]
    [InlineData("FDL-1.3+", "GFDL-1.3-or-later")]
    [InlineData("all-rights_reserved", "LicenseRef-gentoo-all-rights-reserved")]
    [InlineData("MIT MIT", "MIT")]
    [InlineData("", "NOASSERTION")]
    [InlineData("|| ( MIT", "NOASSERTION")]
    [InlineData("MIT )", "NOASSERTION")]
    [InlineData("doc? ( MIT )", "NOASSERTION")]
    public void A_licence_of_Gentoo_becomes_an_expression_of_SPDX(string license, string expression) =>
        SpdxLicense.Of(license).Expression.Should().Be(expression);

    [Fact]
    public void The_provenance_is_an_in_toto_statement_on_the_archive()
    {
        var result = Written();
        var statement = Read(result.Request.ProvenancePath.Value);

        statement.GetProperty("_type").GetString().Should().Be("https://in-toto.io/Statement/v1");
        statement.GetProperty("predicateType").GetString().Should().Be("https://slsa.dev/provenance/v1");
        statement.GetProperty("subject")[0].GetProperty("name").GetString().Should().Be(result.Path.Name);
        statement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString().Should().Be(result.Sha256.Hex);
        var definition = statement.GetProperty("predicate").GetProperty("buildDefinition");
        definition.GetProperty("buildType").GetString().Should().StartWith("https://");
        definition.GetProperty("externalParameters").GetProperty("specification").GetString().Should().Be("sample");
        definition.GetProperty("internalParameters").GetProperty("compression").GetProperty("blockSize").GetInt64().Should().Be(1 << 20);
        definition.GetProperty("internalParameters").GetProperty("compression").GetProperty("implementation").GetString().Should().MatchRegex(@"^liblzma 5\.\d+\.\d+");
        definition.GetProperty("resolvedDependencies")[0].GetProperty("digest").GetProperty("sha256").GetString().Should().Be("00ff");
        statement.GetProperty("predicate").GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString().Should().NotBeEmpty();
    }

    [Fact]
    public void The_documents_of_the_same_root_are_the_same()
    {
        var first = Written().Request.SidecarPaths.Select(path => Convert.ToHexString(File.ReadAllBytes(path.Value))).ToList();

        Written().Request.SidecarPaths.Select(path => Convert.ToHexString(File.ReadAllBytes(path.Value))).Should().Equal(first);
    }

    private StageArchiveResult Written() => StageArchive.Write(
        _tree.Request with
        {
            Statement = new BuildStatement("https://example.org/builder", "1", [KeyValuePair.Create("specification", "sample")], [], [new BuildInput("specs/sample.json", "sha256", "00ff")]),
        },
        null,
        CancellationToken.None);

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;

    private void Package(string id, string slot, string license, string use, string iuse, string size)
    {
        foreach (var (key, value) in new[] { ("SLOT", slot), ("LICENSE", license), ("USE", use), ("IUSE", iuse), ("IUSE_EFFECTIVE", iuse), ("SIZE", size), ("repository", "gentoo") })
            if (value.Length > 0) _tree.Write($"var/db/pkg/{id}/{key}", value + "\n");
    }
}
