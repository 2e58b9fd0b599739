namespace Stage3.Packaging.Normalising;

/// <summary>A rule that gives a file other content in the archive than it has in the root.</summary>
public abstract class RewriteRule(string name, string reason) : NormalisingRule(name, reason)
{
    /// <summary>Whether the rule has a say in a file.</summary>
    /// <param name="path">The path from the root, with a slash before it.</param>
    public abstract bool Concerns(string path);

    /// <summary>The content for the archive; what the rule does not understand stays as it is.</summary>
    /// <param name="path">The path from the root, with a slash before it.</param>
    /// <param name="content">What the file has in the root.</param>
    public abstract byte[] Rewrite(string path, ReadOnlySpan<byte> content);
}
