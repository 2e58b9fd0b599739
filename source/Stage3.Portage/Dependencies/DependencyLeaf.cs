namespace Stage3.Portage.Dependencies;

/// <summary>One item, such as an atom. <paramref name="Value"/> is the item as it was read.</summary>
public sealed record DependencyLeaf<T>(T Value) : DependencyNode<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString()!;
}
