using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Stage3.Testing;

/// <summary>A plain web server on loopback over one folder, as nginx would serve it: files, Last-Modified, 304, 404; no lists.</summary>
public sealed class WebFolder : IDisposable
{
    private readonly HttpListener listener;
    private readonly string folder;
    private readonly Task serving;

    public WebFolder(string folder)
    {
        this.folder = folder;
        (listener, Address) = Listen();
        serving = Task.Run(ServeAsync);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    /// <summary>What was asked for: path and answer.</summary>
    public ConcurrentQueue<(string Path, int Status)> Asked { get; } = [];

    /// <summary>Answers every request with this, where it is set.</summary>
    public int? AlwaysAnswers { get; set; }

    public void Dispose()
    {
        // Not stopped first: closing what was stopped binds the port once more, and by then it may be another server's.
        listener.Close();
        serving.Wait();
    }

    // Whoever asks for a free port may find it taken a moment later: tests run side by side.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (var left = 20; ; left--)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (left > 0)
            {
                // The next one.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The server was stopped, or the client went away.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var answer = context.Response;
        var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath).TrimStart('/');
        var file = new FileInfo(Path.Combine(folder, path));
        answer.StatusCode = AlwaysAnswers ?? (!file.Exists ? 404 : IsNews(file, context.Request) ? 200 : 304);
        Asked.Enqueue((path, answer.StatusCode));
        if (answer.StatusCode != 200) return;
        answer.Headers["Last-Modified"] = file.LastWriteTimeUtc.ToString("R");
        answer.ContentLength64 = file.Length;
        if (context.Request.HttpMethod == "HEAD") return;
        using var content = file.OpenRead();
        content.CopyTo(answer.OutputStream);
    }

    private static bool IsNews(FileInfo file, HttpListenerRequest request) =>
        !DateTimeOffset.TryParse(request.Headers["If-Modified-Since"], out var since) || file.LastWriteTimeUtc > since.AddSeconds(1);
}
