namespace Stage3.Emerge.Commands;

/// <summary>What becomes of the dependencies of what is asked for: either none counts, or they do, in one of many ways.</summary>
public abstract record Dependencies
{
    private protected Dependencies()
    {
    }

    /// <summary>What is named is merged, in that order, and nothing that it depends on: <c>--nodeps</c>.</summary>
    public static Dependencies None { get; } = new NoDependencies();

    /// <summary>They are merged where they are missing: emerge's default.</summary>
    public static FollowedDependencies Followed { get; } = new();

    /// <summary>As <see cref="Followed"/>, and those of installed packages are looked at too, at every depth: <c>--deep</c>.</summary>
    public static FollowedDependencies Deep { get; } = new() { Depth = DependencyDepth.Unlimited };

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public abstract IEnumerable<string> Arguments { get; }

    private sealed record NoDependencies : Dependencies
    {
        public override IEnumerable<string> Arguments => ["--nodeps"];
    }
}
