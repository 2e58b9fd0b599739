namespace Stage3.Embedded.Merging;

/// <summary>What a package installs. It is gone through once.</summary>
public interface IPackageImage
{
    /// <summary>The members from the first to the last, each good until the next is asked for. Paths are those below the root.</summary>
    IEnumerable<ImageMember> Members(CancellationToken cancellation);
}
