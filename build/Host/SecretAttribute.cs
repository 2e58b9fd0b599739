namespace Nuke.Common;

/// <summary>Marks a parameter whose value is never shown.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class SecretAttribute : Attribute;
