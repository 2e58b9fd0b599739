using System.Collections.Immutable;
using System.Globalization;
using Stage3.Chroot.Census;
using Stage3.Chroot.Contract;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Chroot.Rules;
using Stage3.Chroot.Rules.Ownership;
using Stage3.Chroot.Rules.Walk;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot;

/// <summary>Tells all that is wrong with a finished root. Opens it for reading only, and never leaves it.</summary>
public static class ChrootVerifier
{
    // What rules look at; the values of all others stay where they are.
    private static readonly ByteString[] Attributes = [PosixAcl.Access, PosixAcl.Default, PrivilegedFile.Capability];

    private const int MostOfOneRule = 10_000;

    /// <summary>Applies every rule of <see cref="RuleCatalog"/> as it is.</summary>
    /// <param name="root">The root; it need not be one of ours.</param>
    /// <param name="contract">The accounts that must be in it.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <returns>All findings, the worst first, in an order that depends on the root's content only.</returns>
    /// <exception cref="Stage3Exception">The root cannot be read.</exception>
    public static ImmutableArray<Finding> Verify(HostPath root, AccountContract contract, CancellationToken cancellation)
    {
        using var examined = ExaminedRoot.OfFolder(root);
        return Examine(examined, new ChrootPolicy(contract), cancellation).Findings;
    }

    /// <summary>Applies every rule of <see cref="RuleCatalog"/>, weighs what they found by the policy, and counts what there is.</summary>
    /// <param name="root">The root; it need not be one of ours.</param>
    /// <param name="policy">What is asked of it.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <exception cref="Stage3Exception">The root cannot be read.</exception>
    public static Examination Examine(ExaminedRoot root, ChrootPolicy policy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(policy);
        using var folder = RootFolder.Open(root.Folder);
        using var evidence = new ChrootEvidence(new RootFiles(folder, root.Recorded), AccountDatabase.Read(folder), policy);
        var census = new RootCensus(evidence);
        var found = Walk(root, evidence, census, cancellation);
        evidence.Comparison.End();
        foreach (var rule in RuleCatalog.All.OfType<EvidenceRule>())
        {
            cancellation.ThrowIfCancellationRequested();
            found.AddRange(Bounded(rule.Check(evidence)));
        }
        var (findings, accepted) = PolicyFilter.Apply(policy, found);
        return new(root.Origin.Value, findings, accepted, policy.Severities, policy.Unowned, census.Accounts(), census.Packages(), census.Entries);
    }

    // A file of a million bad lines is told of by the first ones and their number.
    private static IEnumerable<Finding> Bounded(IEnumerable<Finding> findings)
    {
        var (count, last) = (0L, (Finding?)null);
        foreach (var finding in findings)
        {
            if (++count <= MostOfOneRule) yield return finding;
            last = finding;
        }
        if (count > MostOfOneRule)
            yield return last! with { Line = null, Account = null, ReferredBy = null, Message = string.Create(CultureInfo.InvariantCulture, $"{count - MostOfOneRule} findings more of this rule, or still more, are not listed") };
    }

    private static List<Finding> Walk(ExaminedRoot root, ChrootEvidence evidence, RootCensus census, CancellationToken cancellation)
    {
        var checks = RuleCatalog.All.OfType<EntryRule>().Select(rule => rule.Begin(evidence)).ToArray();
        var found = new List<Finding>();
        DeviceNumber? device = null;
        try
        {
            // What is mounted below the root is not the root's. The device is asked of the disk, for an archive's record knows none.
            var walk = TreeWalk.Walk(root.Folder, at => at.Status.Device == device, (path, why) => found.Add(EntryLost.Of(path, why)), cancellation);
            foreach (var entry in walk)
            {
                device ??= entry.Status.Device;
                try
                {
                    Visit(entry, root.Recorded, evidence, checks, census);
                }
                catch (FileException unreadable)
                {
                    found.Add(EntryLost.Of(entry.Path, unreadable));
                }
            }
        }
        catch (Stage3Exception cut) when (device is not null)
        {
            found.Add(WalkCutShort.Of(cut));
        }
        return [.. found, .. checks.SelectMany(check => check.End())];
    }

    private static void Visit(WalkEntry entry, RecordedFiles recorded, ChrootEvidence evidence, EntryCheck[] checks, RootCensus census)
    {
        var attributes = recorded.AttributesOf(entry.Status) ?? (entry.Status.Type == FileType.Symlink ? XattrList.Empty : entry.ReadXattrs(Attributes));
        var seen = new RootEntry(entry, recorded.Of(entry.Status), evidence.Installed.OwnerOf(entry.Path));
        census.Visit(seen);
        foreach (var check in checks) check.Visit(seen, attributes);
        evidence.Libraries.Visit(seen);
        evidence.Comparison.Visit(seen);
    }
}
