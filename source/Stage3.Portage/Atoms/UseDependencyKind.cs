namespace Stage3.Portage.Atoms;

/// <summary>The six forms of a USE dependency. Source: PMS 8.3.4.</summary>
public enum UseDependencyKind
{
    /// <summary><c>flag</c>: it must be on.</summary>
    Enabled,

    /// <summary><c>-flag</c>: it must be off.</summary>
    Disabled,

    /// <summary><c>flag?</c>: on where the asking package has it on.</summary>
    EnabledIfOwn,

    /// <summary><c>!flag?</c>: off where the asking package has it off.</summary>
    DisabledIfNotOwn,

    /// <summary><c>flag=</c>: as the asking package has it.</summary>
    Same,

    /// <summary><c>!flag=</c>: the opposite of what the asking package has.</summary>
    Opposite,
}
