using Xunit;
using Xunit.Sdk;

namespace Stage3.Testing;

/// <summary>As <see cref="FactNeedingAttribute"/>, for what a test can only find out by trying: see <see cref="SkippedException"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Stage3.Testing.SkippableDiscoverer", "Testing")]
public sealed class SkippableFactNeedingAttribute : FactAttribute
{
    public SkippableFactNeedingAttribute(params string[] needs) =>
        Skip = string.Join("; ", needs.Select(Need.Missing).OfType<string>()) is { Length: > 0 } reasons ? reasons : null;
}
