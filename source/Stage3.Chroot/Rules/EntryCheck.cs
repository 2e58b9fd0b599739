using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules;

/// <summary>One rule's part in one walk over the root.</summary>
internal abstract class EntryCheck
{
    /// <summary>Looks at the next file and its extended attributes. What it finds may be kept until the end, where many files are one finding.</summary>
    public abstract void Visit(RootEntry entry, XattrList attributes);

    /// <summary>All that was found, in no particular order.</summary>
    public abstract IEnumerable<Finding> End();
}
