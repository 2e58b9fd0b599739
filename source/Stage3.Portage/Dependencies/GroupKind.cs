namespace Stage3.Portage.Dependencies;

/// <summary>How many of a group's parts must hold. Source: PMS 8.2.</summary>
public enum GroupKind
{
    /// <summary><c>( … )</c>: all.</summary>
    AllOf,

    /// <summary><c>|| ( … )</c>: at least one.</summary>
    AnyOf,

    /// <summary><c>^^ ( … )</c>: exactly one.</summary>
    ExactlyOneOf,

    /// <summary><c>?? ( … )</c>: none or one.</summary>
    AtMostOneOf,
}
