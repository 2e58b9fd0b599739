namespace Stage3.Portage.Atoms;

/// <summary>What follows the slot of a dependency. Source: PMS 8.3.3.</summary>
public enum SlotOperator
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>:*</c>: any slot, and no rebuild where it changes.</summary>
    Any,

    /// <summary><c>:=</c>, <c>:slot=</c>: built against slot and sub-slot found at build time.</summary>
    Bound,
}
