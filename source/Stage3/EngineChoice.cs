namespace Stage3;

/// <summary>Which engine somebody asks for.</summary>
public enum EngineChoice
{
    /// <summary>The one that fits the specification and the machine.</summary>
    Auto,

    /// <summary>A real Portage.</summary>
    Portage,

    /// <summary>The one in this process.</summary>
    Embedded,
}
