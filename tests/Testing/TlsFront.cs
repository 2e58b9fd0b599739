using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stage3.Testing;

/// <summary>TLS on loopback in front of a web server, with a certificate that nobody but a test trusts.</summary>
public sealed class TlsFront : IDisposable
{
    private readonly LoopbackServer front;
    private readonly X509Certificate2 certificate;
    private readonly Uri behind;

    /// <param name="behind">The address of the server.</param>
    /// <param name="certificateFile">Gets the certificate, to be trusted by whoever likes.</param>
    public TlsFront(string behind, string certificateFile)
    {
        this.behind = new Uri(behind);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        File.WriteAllText(certificateFile, made.ExportCertificatePem());
        front = new LoopbackServer(PassAsync);
    }

    public string Address => $"https://{front.Address}";

    public void Dispose()
    {
        front.Dispose();
        certificate.Dispose();
    }

    private async Task PassAsync(NetworkStream there, CancellationToken stop)
    {
        using var outside = new SslStream(there, leaveInnerStreamOpen: true);
        await outside.AuthenticateAsServerAsync(certificate);
        using var server = new TcpClient(behind.Host, behind.Port);
        using var inside = server.GetStream();
        await Task.WhenAny(outside.CopyToAsync(inside, stop), inside.CopyToAsync(outside, stop));
    }
}
