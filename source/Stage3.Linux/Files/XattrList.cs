using System.Collections;
using System.Collections.Immutable;

namespace Stage3.Linux.Files;

/// <summary>
/// The extended attributes of a file in the order in which the kernel (or an archive) lists them. Equal where the same
/// names and values come in the same order; <see cref="Sorted"/> makes the order immaterial.
/// </summary>
public sealed class XattrList : IReadOnlyList<Xattr>, IEquatable<XattrList>
{
    private readonly ImmutableArray<Xattr> _items;

    private XattrList(ImmutableArray<Xattr> items) => _items = items;

    /// <summary>No attributes.</summary>
    public static XattrList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public Xattr this[int index] => _items[index];

    /// <summary>A list of these, in this order.</summary>
    public static XattrList Of(params IEnumerable<Xattr> items)
    {
        var array = items.ToImmutableArray();
        return array.IsEmpty ? Empty : new XattrList(array);
    }

    /// <summary>The same attributes ordered by the bytes of their names: the kernel's order differs by file system.</summary>
    public XattrList Sorted() => Count < 2 ? this : new XattrList(_items.Sort((left, right) => left.Name.CompareTo(right.Name)));

    /// <summary>Those for which the condition holds.</summary>
    public XattrList Where(Func<Xattr, bool> condition) => Count == 0 ? this : Of(((IEnumerable<Xattr>)_items).Where(condition));

    /// <inheritdoc/>
    public bool Equals(XattrList? other) => other is not null && _items.AsSpan().SequenceEqual(other._items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as XattrList);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<Xattr> GetEnumerator() => ((IEnumerable<Xattr>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _items);
}
