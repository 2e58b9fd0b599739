using System.Security.Cryptography;

namespace Stage3.Eclasses.Trees;

/// <summary>One eclass as bytes. Equal when name and bytes are.</summary>
public sealed class EclassFile : IEquatable<EclassFile>
{
    /// <summary>Takes the bytes as they are; they are not copied and must not change.</summary>
    /// <param name="name">The file's name, such as <c>user.eclass</c>.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="origin">Where it comes from, in words, where that is not the tree itself.</param>
    public EclassFile(string name, ReadOnlyMemory<byte> content, string? origin = null)
    {
        Name = name;
        Content = content;
        Origin = origin;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
    }

    /// <summary>The file's name, such as <c>user.eclass</c>.</summary>
    public string Name { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Where it comes from, in words: a master of an overlay, or nobody's tree; null for the tree itself.</summary>
    public string? Origin { get; }

    /// <summary>The SHA-256 of the bytes, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public bool Equals(EclassFile? other) => other is not null && other.Name == Name && other.Sha256 == Sha256;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EclassFile);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Sha256);
}
