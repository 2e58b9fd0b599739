using System.Collections.Concurrent;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Stage3.Integration;

/// <summary>What the pipeline said, line by line.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public static LogLines Capture()
    {
        var capture = new LogLines();
        Log.Logger = new LoggerConfiguration().MinimumLevel.Information().WriteTo.Sink(capture).CreateLogger();
        return capture;
    }

    public void Emit(LogEvent logEvent) => lines.Enqueue(logEvent.RenderMessage(CultureInfo.InvariantCulture));

    /// <summary>All lines since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (lines.TryDequeue(out var line)) taken.Add(line);
        return taken;
    }
}
