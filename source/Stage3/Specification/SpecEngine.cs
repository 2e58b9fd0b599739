namespace Stage3.Specification;

/// <summary>Which engine a specification can be carried out by.</summary>
public enum SpecEngine
{
    /// <summary>Either.</summary>
    Any,

    /// <summary>Only the embedded one.</summary>
    Embedded,

    /// <summary>Only a real Portage.</summary>
    Portage,
}
