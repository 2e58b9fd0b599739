namespace Stage3.Portage.Dependencies;

/// <summary>A part of a dependency string: a <see cref="DependencyLeaf{T}"/>, a <see cref="DependencyGroup{T}"/> or a <see cref="UseConditional{T}"/>.</summary>
/// <typeparam name="T">What the leaves hold: atoms, licences, flags, URIs.</typeparam>
public abstract record DependencyNode<T>
    where T : notnull
{
    private protected DependencyNode()
    {
    }
}
