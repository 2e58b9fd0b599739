using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>A web server on loopback that answers just what a test says, right or wrong, byte by byte.</summary>
internal sealed class Mischief : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, Func<Request, Stream, Task>> answers = new();

    public Mischief()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    public ConcurrentQueue<Request> Asked { get; } = [];

    public void Answer(string path, Func<Request, Stream, Task> answer) => answers["/" + path] = answer;

    /// <summary>A file as it should be served: ranges, and that it has not changed.</summary>
    public void Serve(string path, byte[] content, string? etag = null) => Answer(path, (request, stream) =>
    {
        if (etag is not null && request.Header("If-None-Match") == etag) return Send(stream, "304 Not Modified", [], []);
        var from = request.From;
        return from is null
            ? Send(stream, "200 OK", etag is null ? [] : [$"ETag: {etag}"], content)
            : from >= content.Length
                ? Send(stream, "416 Range Not Satisfiable", [], [])
                : Send(stream, "206 Partial Content", [string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}")], content[from.Value..]);
    });

    public static async Task Send(Stream stream, string status, string[] headers, byte[] content, int? claimed = null)
    {
        var head = $"HTTP/1.1 {status}\r\nContent-Length: {(claimed ?? content.Length).ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\n{string.Concat(headers.Select(line => line + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(content);
    }

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
            while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
            if (await reader.ReadLineAsync(stop.Token) is not { } first) return;
            var headers = new List<string>();
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line) headers.Add(line);
            var request = new Request(first.Split(' ')[1], headers);
            Asked.Enqueue(request);
            await (answers.TryGetValue(request.Path, out var answer) ? answer(request, client.GetStream()) : Send(client.GetStream(), "404 Not Found", [], []));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    internal sealed record Request(string Path, List<string> Headers)
    {
        public int? From => Header("Range") is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : null;

        public string? Header(string name) => Headers.Find(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
    }
}
