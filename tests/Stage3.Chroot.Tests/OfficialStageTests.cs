using System.Collections.Immutable;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>What official stages hold is no defect, in a merged and in a split /usr.</summary>
public sealed class OfficialStageTests
{
    [TheoryNeeding(Need.Root)]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stage_as_it_is_published_has_neither_errors_nor_warnings(bool isMerged)
    {
        using var stage = new OfficialStage(isMerged);
        var found = Verify(stage);
        found.Where(finding => finding.Severity > Severity.Note).Should().BeEmpty();
        found.Select(finding => $"{finding.Rule} {finding.Path}").Should().BeEquivalentTo(
            "integrity/configuration-changed /var/db/pkg/sys-apps/baselayout-2.17/CONTENTS",
            "integrity/configuration-changed /var/db/pkg/sys-apps/baselayout-2.17/CONTENTS",
            "integrity/configuration-changed /var/db/pkg/sys-apps/baselayout-2.17/CONTENTS",
            "integrity/file-missing /var/db/pkg/sys-apps/portage-3.0.66/CONTENTS",
            "integrity/file-missing /var/db/pkg/sys-apps/sandbox-2.39/CONTENTS",
            "ownership/privileged-file /usr/libexec/dbus-daemon-launch-helper",
            $"ownership/privileged-file /{(isMerged ? "usr/" : "")}bin/su");
    }

    [TheoryNeeding(Need.Root, "pwck", "grpck")]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_account_files_are_sound_to_pwck_and_grpck_too(bool isMerged)
    {
        using var stage = new OfficialStage(isMerged);
        RootsOwnTools.Pwck(stage.Root.Value).Should().BeEmpty();
        RootsOwnTools.Grpck(stage.Root.Value).Should().BeEmpty();
    }

    private static ImmutableArray<Finding> Verify(OfficialStage stage) => ChrootVerifier.Verify(stage.Root, Contract.AccountContract.Empty, CancellationToken.None);
}
