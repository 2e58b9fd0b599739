using Xunit;

namespace Stage3.Testing;

/// <summary>
/// A fact that needs something which not every machine has: it is skipped, with a reason that says what is missing
/// and how to get it, where that something is not there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(params string[] needs) =>
        Skip = string.Join("; ", needs.Select(Need.Missing).OfType<string>()) is { Length: > 0 } reasons ? reasons : null;
}
