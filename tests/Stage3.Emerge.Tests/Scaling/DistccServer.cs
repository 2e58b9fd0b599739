using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>A real distccd on loopback, that writes down what it compiled.</summary>
internal sealed class DistccServer : IDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    public DistccServer()
    {
        Port = FreePort();
        var start = new ProcessStartInfo("distccd",
        [
            // It does not work for root, and this user every machine has.
            "--no-detach", "--daemon", "--user", "nobody", "--listen", "127.0.0.1", "--allow", "127.0.0.1", "--port", $"{Port}", "--jobs", "4",
            "--log-stderr", "--log-level", "info",
        ])
        { RedirectStandardError = true };
        // Root's folder for temporary files need not be open to that user.
        start.Environment.Remove("TMPDIR");
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        for (var tries = 0; tries < 100 && !Answers(); tries++) Thread.Sleep(100);
    }

    public int Port { get; }

    /// <summary>The sources that it compiled well, sorted; for a source that was sent preprocessed and one with its headers alike.</summary>
    public IReadOnlyList<string> Compiled =>
        [.. lines.Where(line => line.Contains("COMPILE_OK", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).Order(StringComparer.Ordinal)];

    public string Log => string.Join('\n', lines);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
