namespace Stage3.Emerge.Guard;

/// <summary>What happened to a guarded file.</summary>
public enum HostChangeKind
{
    /// <summary>It was not there before.</summary>
    Appeared,

    /// <summary>It is gone.</summary>
    Vanished,

    /// <summary>Its content, mode or link target is another.</summary>
    Changed,
}
