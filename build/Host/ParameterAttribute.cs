namespace Nuke.Common;

/// <summary>Marks what is set from the command line, the environment or <c>.nuke/parameters*.json</c>.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>One sentence for <c>--help</c>.</summary>
    public string? Description { get; } = description;

    /// <summary>The name, where it is not the member's.</summary>
    public string? Name { get; set; }

    /// <summary>One character that parts the items of a list that comes as one word.</summary>
    public string? Separator { get; set; }

    /// <summary>False keeps it out of <c>--help</c>.</summary>
    public bool List { get; set; } = true;
}
