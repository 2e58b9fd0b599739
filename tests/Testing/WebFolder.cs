using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Testing;

/// <summary>
/// A plain web server on loopback over one folder, as nginx would serve it: files, ranges, ETag and Last-Modified, 304, 404; no lists. It keeps connections. And from as far away as
/// one likes: what a client sends arrives after the delay, and so does what it is answered; a connection costs the client a way there and back before it can ask. Later bytes of an
/// answer follow the first without a further delay, as on a wide line.
/// </summary>
public sealed class WebFolder : IDisposable
{
    private readonly LoopbackServer server;
    private readonly string folder;
    private readonly TimeSpan delay;
    private long bytes;

    /// <param name="folder">What is served.</param>
    /// <param name="delay">How long a word takes, each way.</param>
    public WebFolder(string folder, TimeSpan delay = default)
    {
        (this.folder, this.delay) = (folder, delay);
        server = new LoopbackServer(TalkAsync);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address => $"http://{server.Address}";

    /// <summary>What was asked for: path and answer.</summary>
    public ConcurrentQueue<(string Path, int Status)> Asked { get; } = [];

    /// <summary>Bytes of files that were answered.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Answers every request with this, where it is set.</summary>
    public int? AlwaysAnswers { get; set; }

    public void Dispose() => server.Dispose();

    private async Task TalkAsync(NetworkStream stream, CancellationToken stop)
    {
        await Task.Delay(2 * delay, stop);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await WebRequest.ReadAsync(reader, stop) is { } request)
        {
            await Task.Delay(2 * delay, stop);
            await AnswerAsync(stream, request, stop);
            if (string.Equals(request.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase)) return;
        }
    }

    private async Task AnswerAsync(NetworkStream stream, WebRequest request, CancellationToken stop)
    {
        var path = request.Path.TrimStart('/');
        var file = new FileInfo(Path.Join(folder, path));
        var tag = file.Exists ? string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"") : "";
        var status = AlwaysAnswers ?? (!file.Exists ? 404 : IsKnown(file, tag, request) ? 304 : request.From is not { } begin ? 200 : begin < file.Length ? 206 : 416);
        var from = status == 206 ? request.From!.Value : 0;
        var length = status is 200 or 206 && file.Exists ? file.Length - from : 0;
        Asked.Enqueue((path, status));
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Reason(status)}\r\nContent-Length: {length}\r\n");
        if (status == 206) head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n");
        if (file.Exists) head.Append(CultureInfo.InvariantCulture, $"ETag: {tag}\r\nLast-Modified: {file.LastWriteTimeUtc:R}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop);
        if (length == 0 || request.Method == "HEAD") return;
        Interlocked.Add(ref bytes, length);
        using var source = file.OpenRead();
        source.Position = from;
        await source.CopyToAsync(stream, 1 << 18, stop);
    }

    private static string Reason(int status) => Regex.Replace($"{(HttpStatusCode)status}", "(?<=[a-z])(?=[A-Z])", " ");

    // What a client knows by its tag, it knows by no time.
    private static bool IsKnown(FileInfo file, string tag, WebRequest request) =>
        request.Header("If-None-Match") is { } known ? known == tag
        : DateTimeOffset.TryParse(request.Header("If-Modified-Since"), CultureInfo.InvariantCulture, out var since) && file.LastWriteTimeUtc <= since.AddSeconds(1);
}
