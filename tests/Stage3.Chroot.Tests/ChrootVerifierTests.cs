using Stage3.Chroot.Rules;
using Stage3.Testing;
using Xunit.Abstractions;

namespace Stage3.Chroot.Tests;

public sealed class ChrootVerifierTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Defect> Defects =
        AccountDefects.All.Concat(OwnershipDefects.All).Concat(ReferenceDefects.All).Concat(IntegrityDefects.All).Concat(SystemDefects.All).Concat(PackageDefects.All).ToDictionary(defect => defect.Name);

    public static TheoryData<string, string> Planted
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Defects.Keys)
                foreach (var place in Place.All) data.Add(name, place.Name);
            return data;
        }
    }

    [FactNeeding(Need.Root)]
    public void A_sound_root_has_no_findings()
    {
        using var root = new SoundRoot();

        root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void Sound_packages_have_no_findings()
    {
        using var root = new SoundRoot();
        IntegrityDefects.Install(root);

        root.Verify().Should().BeEmpty();
    }

    [TheoryNeeding(Need.Root)]
    [MemberData(nameof(Planted))]
    public void One_defect_is_exactly_one_finding(string name, string where)
    {
        var (defect, place) = (Defects[name], Place.All.Single(place => place.Name == where));
        using var root = new SoundRoot(place);
        defect.Plant(root);

        var found = root.Verify().Should().ContainSingle().Subject;

        var path = defect.Path is { } written ? root.Inside(written[1..]) : null;
        var shift = root.ShiftOf(path);
        found.Should().BeEquivalentTo(new { defect.Rule, Path = path, Line = defect.Line + shift, Message = place.OfMessage(defect.Message, shift) });
        found.Remedy.Should().NotBeEmpty();
        if (IsAboutAnAccount(defect.Rule)) found.Account.Should().MatchRegex("^(user|group) .");
        if (defect.Rule.StartsWith("references/", StringComparison.Ordinal) && defect.Rule != "references/dbus-malformed") found.ReferredBy.Should().NotBeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void Sixty_kinds_and_more_are_planted_in_three_places_that_differ()
    {
        var several = Defects.Values.Where(defect => Place.All.Select(place => PlaceOf(defect, place)).Distinct().Count() >= 3).ToList();

        output.WriteLine($"{Defects.Count} kinds of defects of {Defects.Values.DistinctBy(defect => defect.Rule).Count()} rules, {Defects.Count * Place.All.Length} plantings; {several.Count} kinds of {several.DistinctBy(defect => defect.Rule).Count()} rules in three places by path and line");
        several.Count.Should().BeGreaterThan(60);
    }

    private static bool IsAboutAnAccount(string rule) =>
        rule.Split('/')[0] is "contract" or "accounts" or "references"
            ? rule is not ("accounts/file-missing" or "accounts/file-refused" or "accounts/file-permissions" or "accounts/malformed-line" or "accounts/id-ranges-overlap" or "references/dbus-malformed")
            : rule.EndsWith("-unknown", StringComparison.Ordinal) || rule == "ownership/package-owner";

    private static (string?, int?) PlaceOf(Defect defect, Place place)
    {
        using var root = new SoundRoot(place);
        defect.Plant(root);
        var path = defect.Path is { } written ? root.Inside(written[1..]) : null;
        return (path, defect.Line + root.ShiftOf(path));
    }

    [Fact]
    public void Every_rule_is_proved_by_a_defect() =>
        RuleCatalog.All.Select(rule => rule.Id).Where(id => !id.StartsWith("walk/", StringComparison.Ordinal)) // those are in HostileRootTests
            .Should().BeSubsetOf(Defects.Values.Select(defect => defect.Rule));

    [FactNeeding(Need.Root)]
    public void All_findings_come_at_once_the_worst_first_and_the_same_each_time()
    {
        using var root = new SoundRoot();
        root.Write("etc/motd", "", 0b110_110_110);
        root.Append("etc/passwd", "Broken\n");
        root.Append("etc/group", "Games:x:9:\n");

        var first = root.Verify();

        first.Select(finding => finding.Rule).Should().Equal(
            "accounts/malformed-line", "ownership/world-writable-file", "accounts/group-without-gshadow", "accounts/unusual-name");
        first.Select(finding => finding.Severity).Should().BeInDescendingOrder();
        root.Verify().Should().Equal(first);
    }

    [FactNeeding(Need.Root)]
    public void Verifying_changes_nothing_in_the_root()
    {
        using var root = new SoundRoot();
        var before = Directory.GetLastWriteTimeUtc(root["etc"]);

        root.Verify();

        Directory.GetLastWriteTimeUtc(root["etc"]).Should().Be(before);
        Directory.EnumerateFileSystemEntries(root["etc"]).Should().HaveCount(5);
    }

    [Fact]
    public void A_root_that_is_not_there_is_an_error_that_names_it()
    {
        var verify = () => ChrootVerifier.Verify(
            Linux.HostPath.Parse("/nonexistent/root"), Contract.AccountContract.Empty, CancellationToken.None);

        verify.Should().Throw<Linux.Stage3Exception>().Which.Where.Should().Contain("/nonexistent/root");
    }
}
