using System.Diagnostics;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Signatures;
using Stage3.Portage.Tests.BinaryPackages;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>PKGDIRs of small packages, a folder to publish them in, and keys to sign them with.</summary>
internal sealed class PublishedWorld : IDisposable
{
    private readonly SamplePackage sample = new();

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
    public Task<Binhost?> FindAsync(BinhostAddress address) => Binhost.FindAsync(address, new BinhostStore(Folder / "store", []), Transfers, CancellationToken.None);

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
        var home = (Folder / "gnupg" / name).EnsureFolder();
        File.SetUnixFileMode(home.Value, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Bash("""
            gpg --homedir "$1" --batch --quiet --passphrase '' --quick-gen-key "$2 <$2@test.invalid>" ed25519 sign never 2>/dev/null
            gpg --homedir "$1" --batch --armor --export >"$1/public.asc"
            """, home.Value, name);
        return home / "public.asc";
    }

    /// <summary>Signs a package as GLEP 78 says: its Manifest, in clear text.</summary>
    public void Sign(string path, string key, string afterwards = "") =>
        Bash("""
            cd -- "$(dirname -- "$2")"
            work=$(mktemp -d -p "$4")
            tar -xf "$2" -C "$work"
            cd "$work"
            folder=$(ls)
            gpg --homedir "$1" --batch --quiet --clearsign --output "$folder/signed" "$folder/Manifest" 2>/dev/null
            mv "$folder/signed" "$folder/Manifest"
            eval "$3"
            tar --format=ustar -cf "$2" "$folder/gpkg-1" "$folder"/metadata.* "$folder"/image.* "$folder/Manifest"
            """, (Folder / "gnupg" / key).Value, (PkgDir / path).Value, afterwards, Folder.Value);

    public void Dispose()
    {
        if ((Folder / "gnupg").IsFolder)
            foreach (var home in Directory.GetDirectories((Folder / "gnupg").Value)) Bash("gpgconf --homedir \"$1\" --kill all", home);
        Transfers.Dispose();
        sample.Dispose();
    }

    private static void Bash(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-ec", script, "test", .. arguments]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error);
    }
}
