using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Signatures;
using Stage3.Portage.Tests.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>PKGDIRs of small packages, a folder to publish them in, and keys to sign them with.</summary>
internal sealed class PublishedWorld : IDisposable
{
    private readonly SamplePackage sample = new();
    private readonly Dictionary<string, SigningKey> keys = [];

    public Transfers Transfers { get; } = new(new TransferPatience { Attempts = 2, Pause = TimeSpan.FromMilliseconds(1) });

    public HostPath Folder => sample.Folder;

    public HostPath PkgDir => Folder / "pkgdir";

    public HostPath Served => Folder / "served";

    /// <summary>Makes a package, and answers its path below the PKGDIR.</summary>
    public string Package(string name, string content = "", HostPath? pkgDir = null)
    {
        File.WriteAllText((sample.Image / "etc/hello.conf").Value, $"{name} {content}\n");
        var path = $"app-misc/{name}/{name}-1-1.gpkg.tar";
        var writer = new GpkgWriter { Time = SamplePackage.Time, Compression = Compression.Gzip, UserName = _ => ByteString.Of("root"), GroupName = _ => ByteString.Of("root") };
        writer.Write((pkgDir ?? PkgDir) / path, $"{name}-1-1", SamplePackage.Info.With("PF", $"{name}-1").With("BUILD_ID", "1"), sample.Image, CancellationToken.None);
        return path;
    }

    public static PackageDirectory Open(HostPath pkgDir) => PackageDirectory.Open(pkgDir, [], CancellationToken.None);

    /// <summary>The binhost at an address; null where none is published.</summary>
    public Task<Binhost?> FindAsync(BinhostAddress address) => Binhost.FindAsync(new BinaryRepository(address), new BinhostStore(Folder / "store", []), Transfers, CancellationToken.None);

    /// <summary>Takes all packages of a binhost, or those chosen, into a PKGDIR below the folder.</summary>
    public async Task<PackageDirectory> TakeAllAsync(BinhostAddress address, string into, OpenPgpKeyring? keys = null, Func<PackagesIndexEntry, bool>? chosen = null)
    {
        var directory = Open(Folder / into);
        var binhost = (await FindAsync(address))!;
        foreach (var package in binhost.Packages.Where(package => chosen?.Invoke(package.Entry) ?? true)) await new PackageIntake(directory, Transfers, keys).TakeAsync(binhost, package, CancellationToken.None);
        return directory;
    }

    /// <summary>A key pair of its own; answers the file with the public key.</summary>
    public HostPath Key(string name)
    {
        keys[name] = new SigningKey((Folder / "gnupg" / name).Value, name);
        return HostPath.Parse(keys[name].PublicKey);
    }

    /// <summary>Signs a package as GLEP 78 says: its Manifest, in clear text.</summary>
    public void Sign(string path, string key, string afterwards = "") => keys[key].Sign((PkgDir / path).Value, afterwards);

    public void Dispose()
    {
        foreach (var key in keys.Values) key.Dispose();
        Transfers.Dispose();
        sample.Dispose();
    }
}
