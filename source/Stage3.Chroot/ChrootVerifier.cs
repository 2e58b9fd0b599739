using System.Collections.Immutable;
using Stage3.Chroot.Contract;
using Stage3.Chroot.Rules;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot;

/// <summary>Tells all that is wrong with a finished root. Opens it for reading only, and never leaves it.</summary>
public static class ChrootVerifier
{
    /// <summary>Applies every rule of <see cref="RuleCatalog"/>.</summary>
    /// <param name="root">The root; it need not be one of ours.</param>
    /// <param name="contract">The accounts that must be in it.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <returns>All findings, the worst first, in an order that depends on the root's content only.</returns>
    /// <exception cref="Stage3Exception">The root cannot be read, or changes while it is walked.</exception>
    public static ImmutableArray<Finding> Verify(HostPath root, AccountContract contract, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(contract);
        using var folder = RootFolder.Open(root);
        var evidence = new ChrootEvidence(new RootFiles(folder), AccountDatabase.Read(folder), contract);
        var findings = new List<Finding>();
        foreach (var rule in RuleCatalog.All.OfType<EvidenceRule>())
        {
            cancellation.ThrowIfCancellationRequested();
            findings.AddRange(rule.Check(evidence));
        }
        findings.AddRange(Walk(root, evidence, cancellation));
        return [.. findings.Distinct().Order()];
    }

    private static IEnumerable<Finding> Walk(HostPath root, ChrootEvidence evidence, CancellationToken cancellation)
    {
        var checks = RuleCatalog.All.OfType<EntryRule>().Select(rule => rule.Begin(evidence)).ToArray();
        DeviceNumber? device = null;
        // What is mounted below the root is not the root's.
        foreach (var entry in TreeWalk.Walk(root, folder => folder.Status.Device == device, cancellation))
        {
            device ??= entry.Status.Device;
            var attributes = entry.Status.Type == FileType.Symlink ? XattrList.Empty : entry.ReadXattrs();
            foreach (var check in checks) check.Visit(entry, attributes);
        }
        return checks.SelectMany(check => check.End());
    }
}
