using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stage3.Testing;

/// <summary>What every server of a test is: a port of its own on loopback, and a conversation with each who connects. It ends with the test, and so do its conversations.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> talk;

    /// <param name="talk">One conversation; who goes away, or is refused by the other side, ends it.</param>
    public LoopbackServer(Func<NetworkStream, CancellationToken, Task> talk)
    {
        this.talk = talk;
        listener.Start(512);
        _ = AcceptAsync();
    }

    /// <summary>Where it listens, as <c>127.0.0.1:PORT</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public void Dispose()
    {
        // A test may end it early.
        if (stop.IsCancellationRequested) return;
        stop.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await talk(stream, stop.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // Nobody is left to talk to.
        }
    }
}
