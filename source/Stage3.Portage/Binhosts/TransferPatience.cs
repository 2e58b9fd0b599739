namespace Stage3.Portage.Binhosts;

/// <summary>How long a transfer is waited for.</summary>
public sealed record TransferPatience
{
    /// <summary>How often one transfer is begun; each goes on where the one before it broke off.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How long nothing may come.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long is waited before the second attempt; twice as long before each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);
}
