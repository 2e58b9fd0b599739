using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// A web server on loopback over one folder, from as far away as one likes: what a client sends arrives after the delay, and so does what it is answered; a connection costs the
/// client a way there and back before it can ask. Later bytes of an answer follow the first without a further delay, as on a wide line. Keeps connections, knows ranges.
/// </summary>
internal sealed class DelayedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string folder;
    private readonly TimeSpan delay;
    private long bytes;
    private long connections;

    public DelayedServer(string folder, TimeSpan delay)
    {
        (this.folder, this.delay) = (folder, delay);
        listener.Start(512);
        _ = AcceptAsync();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>What was asked for, and the answers.</summary>
    public ConcurrentQueue<(string Path, int Status)> Asked { get; } = [];

    public long Bytes => Interlocked.Read(ref bytes);

    public long Connections => Interlocked.Read(ref connections);

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        using var connection = socket;
        socket.NoDelay = true;
        Interlocked.Increment(ref connections);
        try
        {
            await Task.Delay(2 * delay, stop.Token);
            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            while (await reader.ReadLineAsync(stop.Token) is { } first)
            {
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
                    if (line.Split(": ", 2) is [var name, var value]) headers[name] = value;
                await Task.Delay(2 * delay, stop.Token);
                await AnswerAsync(socket, Uri.UnescapeDataString(first.Split(' ')[1]), headers);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(Socket socket, string path, Dictionary<string, string> headers)
    {
        var file = new FileInfo(Path.Join(folder, path));
        var tag = file.Exists ? string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"") : "";
        var from = headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        var status = !file.Exists ? 404 : headers.GetValueOrDefault("If-None-Match") == tag ? 304 : from > 0 ? 206 : 200;
        Asked.Enqueue((path, status));
        var length = status is 200 or 206 ? file.Length - from : 0;
        var content = status == 206 ? string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n") : "";
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\nContent-Length: {length}\r\n{content}{(tag.Length > 0 ? $"ETag: {tag}\r\n" : "")}\r\n")), stop.Token);
        if (length == 0) return;
        Interlocked.Add(ref bytes, length);
        using var source = file.OpenRead();
        source.Position = from;
        using var stream = new NetworkStream(socket);
        await source.CopyToAsync(stream, 1 << 18, stop.Token);
    }
}
