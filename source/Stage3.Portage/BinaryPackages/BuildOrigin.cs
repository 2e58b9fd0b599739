using System.Collections.Immutable;
using System.Text;
using Stage3.Archives.Digests;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// What a package was built from, as digests by name: the ebuild, each eclass, flags, and whatever else went in. Two builds of equal origin need not be done twice.
/// </summary>
public sealed class BuildOrigin
{
    private readonly ImmutableSortedDictionary<string, string> inputs;

    private BuildOrigin(ImmutableSortedDictionary<string, string> inputs) => this.inputs = inputs;

    /// <summary>Nothing yet.</summary>
    public static BuildOrigin Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The key of all inputs together, SHA-256; it goes into <see cref="BuildInfoKeys.BuiltFrom"/>.</summary>
    public Digest Digest =>
        // Lengths before the parts: no two sets of inputs have the same text.
        Digest.Of(DigestKind.Sha256, Encoding.UTF8.GetBytes(string.Concat(inputs.Select(input => $"{input.Key.Length}:{input.Key}={input.Value.Length}:{input.Value}\n"))));

    /// <summary>A copy with a file's content as input.</summary>
    /// <param name="name">What it is: <c>ebuild</c>, <c>eclass/user</c>, ….</param>
    /// <param name="content">Its content, or what stands for it.</param>
    public BuildOrigin With(string name, ReadOnlySpan<byte> content) => With(name, Digest.Of(DigestKind.Sha256, content).Hex);

    /// <summary>A copy with a text as input, such as a digest that is known or a value.</summary>
    public BuildOrigin With(string name, string value) => new(inputs.SetItem(name, value));
}
