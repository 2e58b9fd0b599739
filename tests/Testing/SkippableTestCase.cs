using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Stage3.Testing;

/// <summary>A test that counts as skipped where it ends with a <see cref="SkippedException"/>.</summary>
public sealed class SkippableTestCase : XunitTestCase
{
    /// <summary>For xunit alone, which fills it from what it wrote down.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("xunit's serializer calls it", error: true)]
    public SkippableTestCase()
    {
    }

    public SkippableTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    /// <inheritdoc/>
    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new SkippingBus(messageBus);
        var summary = await base.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        summary.Failed -= bus.Skipped;
        summary.Skipped += bus.Skipped;
        return summary;
    }

    /// <summary>Passes all messages on, a failure by <see cref="SkippedException"/> as a skip.</summary>
    private sealed class SkippingBus(IMessageBus inner) : IMessageBus
    {
        public int Skipped { get; private set; }

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is not ITestFailed failed || failed.ExceptionTypes[0] != typeof(SkippedException).FullName) return inner.QueueMessage(message);
            Skipped++;
            return inner.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
        }

        // The bus is the runner's: it ends it.
        public void Dispose()
        {
        }
    }
}
