using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Fetches files over http(s), several at once, and from folders of this machine. What broke off is begun again where it ended (RFC 9110,
/// range requests); what will never be right (more than was announced, redirects in circles) is refused at once.
/// </summary>
public sealed class Transfers : IDisposable
{
    private const int MostRedirects = 10;
    private const int Buffer = 256 << 10;
    private const string Elsewhere = "look whether the address is right: it must be the folder that holds 'Packages'";
    private readonly TransferPatience patience;
    private readonly HttpClient remote;

    // What is on this machine is never behind a proxy, whatever the environment says.
    private readonly HttpClient loopback;
    private long requests;
    private long bytes;

    /// <summary>Nothing is fetched yet.</summary>
    public Transfers(TransferPatience patience)
    {
        this.patience = patience;
        (remote, loopback) = (Client(usesProxy: true), Client(usesProxy: false));
    }

    /// <summary>How many requests were sent.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>How many bytes of content came.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Fetches a file behind what is there of it already.</summary>
    /// <param name="source">Its address.</param>
    /// <param name="part">What there is of it; it is whole afterwards.</param>
    /// <param name="size">Its length in bytes, as it was announced; null where that is not known.</param>
    /// <param name="most">As many bytes are taken at most.</param>
    /// <param name="since">For a file that is kept: the answer to the earlier request, which may still hold; null where there is none.</param>
    /// <param name="cancellation">Stops between two reads; what came until then is kept.</param>
    /// <returns>What the next request may say in <paramref name="since"/>; null where the server said that nothing changed.</returns>
    /// <exception cref="BinhostException">It cannot be had, or is not as it was announced.</exception>
    public async Task<string?> FetchAsync(Uri source, FileStream part, long? size, long most, string? since, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            Exception broken;
            try
            {
                return await TryAsync(source, part, size, most, since, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException untrusted) when (untrusted.InnerException is AuthenticationException)
            {
                throw new BinhostException(
                    $"who answers is not who it claims to be: {untrusted.InnerException!.Message}", source.AbsoluteUri, untrusted,
                    "have the authority that signed its certificate among those of this machine (ca-certificates), or in a file that SSL_CERT_FILE names");
            }
            catch (Exception passing) when (passing is HttpRequestException or IOException || (passing is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                broken = passing;
            }

            if (attempt >= patience.Attempts)
            {
                var why = broken is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"nothing came for {patience.Silence.TotalSeconds:0.#} s") : broken.Message;
                throw new BinhostException($"it could not be fetched in {patience.Attempts} attempts: {why}", source.AbsoluteUri, broken, "look whether the binhost is there; what came so far is kept, the same run goes on with it");
            }

            await Task.Delay(patience.Pause * Math.Pow(2, attempt - 1), cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        remote.Dispose();
        loopback.Dispose();
    }

    private HttpClient Client(bool usesProxy)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = usesProxy, ConnectTimeout = patience.Silence, MaxConnectionsPerServer = 8, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("stage3", typeof(Transfers).Assembly.GetName().Version!.ToString(2)));
        return client;
    }

    private async Task<string?> TryAsync(Uri source, FileStream part, long? size, long most, string? since, CancellationToken cancellation)
    {
        if (part.Length > (size ?? 0)) part.SetLength(0);
        if (part.Length == size) return "";
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(patience.Silence);
        if (source.IsFile) return await CopyFileAsync(source, part, size ?? most, cancellation).ConfigureAwait(false);
        using var answer = await AskAsync(source, part.Length, since, silence.Token).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotModified) return null;
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.SetLength(0);
            throw new IOException("the server has no such range of it");
        }

        Judge(source, answer);
        var goesOn = answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == part.Length;
        if (!goesOn) part.SetLength(0);
        if (size is { } announced && answer.Content.Headers.ContentLength is { } coming && part.Length + coming != announced)
            throw new BinhostException(string.Create(CultureInfo.InvariantCulture, $"it is {part.Length + coming} bytes long, and its index says {announced}"), source.AbsoluteUri);
        part.Position = part.Length;
        await CopyAsync(source, answer, part, Math.Min(size ?? most, most), silence).ConfigureAwait(false);
        if (part.Length < size) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it ended after {part.Length} of {size} bytes"));
        return answer.Headers.ETag?.ToString() ?? answer.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture) ?? "";
    }

    private async Task CopyAsync(Uri source, HttpResponseMessage answer, FileStream part, long most, CancellationTokenSource silence)
    {
        using var content = await answer.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        await CopyAsync(source, content, part, most, () => silence.CancelAfter(patience.Silence), silence.Token).ConfigureAwait(false);
    }

    private async Task<string> CopyFileAsync(Uri source, FileStream part, long most, CancellationToken cancellation)
    {
        if (!File.Exists(source.LocalPath)) throw new BinhostException("there is no such file", source.AbsoluteUri, remedy: Elsewhere) { IsAbsence = true };
        using var content = File.OpenRead(source.LocalPath);
        part.SetLength(0);
        await CopyAsync(source, content, part, most, () => { }, cancellation).ConfigureAwait(false);
        return "";
    }

    private async Task CopyAsync(Uri source, Stream content, FileStream part, long most, Action came, CancellationToken cancellation)
    {
        var buffer = new byte[Buffer];
        int got;
        while ((got = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            Interlocked.Add(ref bytes, got);
            if (part.Length + got > most)
            {
                part.SetLength(0);
                throw new BinhostException(string.Create(CultureInfo.InvariantCulture, $"it does not end: more than {most} bytes came"), source.AbsoluteUri);
            }

            part.Write(buffer, 0, got);
            came();
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri source, long from, string? since, CancellationToken cancellation)
    {
        var (at, seen) = (source, new HashSet<Uri>());
        while (true)
        {
            if (!seen.Add(at)) throw new BinhostException($"its redirects go in a circle, round {at.AbsoluteUri}", source.AbsoluteUri);
            if (seen.Count > MostRedirects) throw new BinhostException($"it is redirected more than {MostRedirects} times", source.AbsoluteUri);
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
            if (since is ['"' or 'W', ..]) request.Headers.TryAddWithoutValidation("If-None-Match", since);
            else if (since is { Length: > 0 }) request.Headers.TryAddWithoutValidation("If-Modified-Since", since);
            Interlocked.Increment(ref requests);
            var answer = await (at.IsLoopback ? loopback : remote).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308)) return answer;
            using (answer) at = Next(source, at, answer);
        }
    }

    private static Uri Next(Uri source, Uri at, HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location) throw new BinhostException("it is redirected to nowhere", source.AbsoluteUri);
        var next = new Uri(at, location);
        return next.Scheme == "https" || next.Scheme == source.Scheme
            ? next
            : throw new BinhostException($"it is redirected to {next.AbsoluteUri}, and from {source.Scheme} no step leads to {next.Scheme}", source.AbsoluteUri);
    }

    private static void Judge(Uri source, HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        if (code is 200 or 206) return;
        var said = string.Create(CultureInfo.InvariantCulture, $"the server answers {code} {answer.ReasonPhrase}");
        if (code is 408 or 425 or 429 or >= 500) throw new IOException(said);
        var isAbsence = code is 404 or 410;
        throw new BinhostException(said, source.AbsoluteUri, remedy: isAbsence ? Elsewhere : null) { IsAbsence = isAbsence };
    }
}
