using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Stage3.Linux.Processes;

/// <summary>Takes both streams of a child, line by line: into the log, to the listener, and the last few kept.</summary>
internal sealed class OutputSink : IAsyncDisposable
{
    private const int LongestLine = 64 << 10;
    private const int KeptLines = 20;

    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly Action<OutputLine>? listener;
    private readonly FileStream? log;
    private ExceptionDispatchInfo? listenerError;

    internal OutputSink(ChildProcess child)
    {
        listener = child.OnLine;
        if (child.LogFile is not { } file) return;
        file.Parent.EnsureFolder();
        log = new FileStream(file.Value, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    internal ImmutableArray<string> LastLines
    {
        get
        {
            lock (gate) return [.. last];
        }
    }

    internal async Task DrainAsync(Stream stream, bool isError)
    {
        var buffer = new byte[LongestLine];
        var filled = 0;
        while (await stream.ReadAsync(buffer.AsMemory(filled)).ConfigureAwait(false) is var count and > 0)
        {
            filled += count;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                Take(buffer.AsSpan(start, length), isError);
                start += length + 1;
            }
            if (start == 0 && filled == buffer.Length)
            {
                Take(buffer, isError);
                start = filled;
            }
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
        if (filled > 0) Take(buffer.AsSpan(0, filled), isError);
    }

    /// <summary>Throws what the listener threw, if it did.</summary>
    internal void ThrowListenerError() => listenerError?.Throw();

    public ValueTask DisposeAsync() => log?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Take(ReadOnlySpan<byte> bytes, bool isError)
    {
        var text = Encoding.UTF8.GetString(bytes);
        lock (gate)
        {
            log?.Write(bytes);
            log?.WriteByte((byte)'\n');
            last.Enqueue(text);
            if (last.Count > KeptLines) last.Dequeue();
            Tell(new OutputLine(isError, text));
        }
    }

    // A listener that throws must not stop the draining: the child would hang on a full pipe.
    private void Tell(OutputLine line)
    {
        if (listenerError is not null) return;
        try
        {
            listener?.Invoke(line);
        }
        catch (Exception error)
        {
            listenerError = ExceptionDispatchInfo.Capture(error);
        }
    }
}
