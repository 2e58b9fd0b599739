using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>A web server on loopback that answers just what a test says, right or wrong, byte by byte.</summary>
internal sealed class Mischief : IDisposable
{
    private readonly LoopbackServer server;
    private readonly ConcurrentDictionary<string, Func<WebRequest, Stream, Task>> answers = new();

    public Mischief() => server = new LoopbackServer(TalkAsync);

    public string Url => $"http://{server.Address}/";

    public ConcurrentQueue<WebRequest> Asked { get; } = [];

    public void Answer(string path, Func<WebRequest, Stream, Task> answer) => answers["/" + path] = answer;

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

    public void Dispose() => server.Dispose();

    private async Task TalkAsync(NetworkStream stream, CancellationToken stop)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await WebRequest.ReadAsync(reader, stop) is not { } request) return;
        Asked.Enqueue(request);
        await (answers.TryGetValue(request.Path, out var answer) ? answer(request, stream) : Send(stream, "404 Not Found", [], []));
    }
}
