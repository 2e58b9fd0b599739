using Xunit.Abstractions;
using Xunit.Sdk;

namespace Stage3.Testing;

/// <summary>Makes the test cases of <see cref="SkippableFactNeedingAttribute"/>; xunit finds it by name.</summary>
public sealed class SkippableDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new SkippableTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
