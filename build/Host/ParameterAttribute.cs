namespace Nuke.Common;

/// <summary>Marks what is set from the command line, the environment or <c>.nuke/parameters*.json</c>.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : Attribute
{
    public string? Description { get; } = description;
    public string? Name { get; set; } // where it is not the member's
    public string? Separator { get; set; } // one character, where the items of a list come as one word
    public bool List { get; set; } = true; // false keeps it out of --help
}
