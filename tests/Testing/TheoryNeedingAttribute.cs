using Xunit;

namespace Stage3.Testing;

/// <summary>As <see cref="FactNeedingAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(params string[] needs) =>
        Skip = string.Join("; ", needs.Select(Need.Missing).OfType<string>()) is { Length: > 0 } reasons ? reasons : null;
}
