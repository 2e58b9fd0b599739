namespace Stage3.Specification;

/// <summary>One variable of make.conf (make.conf(5)).</summary>
/// <param name="Name">Its name, upper case.</param>
/// <param name="Value">Its value as it is written between double quotes; <c>${OTHER}</c> is expanded by the reader.</param>
public sealed record MakeConfVariable(string Name, string Value);
