namespace Stage3.Embedded.Merging;

/// <summary>What a package installs. It is gone through twice: once to look at all of it before anything is written, once to write.</summary>
public interface IPackageImage
{
    /// <summary>The members from the first to the last, each good until the next is asked for. Paths are those below the root.</summary>
    IEnumerable<ImageMember> Members(CancellationToken cancellation);
}
