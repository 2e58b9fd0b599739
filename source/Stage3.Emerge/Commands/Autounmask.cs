namespace Stage3.Emerge.Commands;

/// <summary>What emerge does where only another configuration would do: either it never looks for one, or it proposes or makes changes.</summary>
public abstract record Autounmask
{
    private protected Autounmask()
    {
    }

    /// <summary>It never looks for other keywords, masks, licenses or USE flags: <c>--autounmask=n</c>.</summary>
    public static Autounmask Off { get; } = new NoAutounmask();

    /// <summary>It proposes all kinds of changes, and stops: <c>--autounmask</c>.</summary>
    public static AutounmaskChanges Propose { get; } = new();

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public abstract IEnumerable<string> Arguments { get; }

    private sealed record NoAutounmask : Autounmask
    {
        public override IEnumerable<string> Arguments => ["--autounmask=n"];
    }
}
