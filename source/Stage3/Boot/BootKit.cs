using System.Runtime.InteropServices;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Boot;

/// <summary>What a boot needs beside the root: qemu with its libraries, and a kernel. Both come from Debian's packages and are installed nowhere.</summary>
/// <param name="Folder">Where they were unpacked.</param>
internal sealed record BootKit(HostPath Folder)
{
    private const string Architecture = "amd64";
    private const string Libraries = "lib/x86_64-linux-gnu";

    private HostPath Qemu => Folder / "qemu";

    /// <summary>The kernel image.</summary>
    internal HostPath Kernel => HostPath.Parse(Directory.EnumerateFiles((Folder / "kernel/boot").Value, "vmlinuz-*").Single());

    /// <summary>Fetches it into a folder, once: what is there already is used as it is.</summary>
    /// <exception cref="Stage3Exception">The host is of another architecture, has no apt, or its sources do not answer.</exception>
    internal static async Task<BootKit> FetchAsync(HostPath folder, HostPath? sources, CancellationToken cancellation)
    {
        var kit = new BootKit(folder / "kit");
        if (kit.Folder.IsFolder) return kit;
        if (RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            throw new Stage3Exception($"the boot test knows no {RuntimeInformation.OSArchitecture} hosts", "this machine", "run it on an amd64 machine");

        var fetching = folder / "kit.fetching";
        if (fetching.IsFolder) Directory.Delete(fetching.Value, recursive: true);
        fetching.EnsureFolder();
        var packages = await DebianPackages.OpenAsync(fetching / "apt", Architecture, sources, cancellation).ConfigureAwait(false);
        var half = new BootKit(fetching / "kit");
        await packages.UnpackWithDependenciesAsync("qemu-system-x86", half.Qemu, cancellation).ConfigureAwait(false);
        var kernel = await packages.FirstDependencyAsync($"linux-image-cloud-{Architecture}", cancellation).ConfigureAwait(false);
        await packages.UnpackAloneAsync(kernel, half.Folder / "kernel", cancellation).ConfigureAwait(false);
        Directory.Move(half.Folder.Value, kit.Folder.Value);
        Directory.Delete(fetching.Value, recursive: true);
        return kit;
    }

    /// <summary>qemu with arguments, run by the loader that came with it: neither its libraries nor the host's get in each other's way.</summary>
    internal ChildProcess Run(params IEnumerable<string> arguments) => new((Qemu / Libraries / "ld-linux-x86-64.so.2").Value,
    [
        "--library-path", string.Join(':', Qemu / Libraries, Qemu / "usr" / Libraries, Qemu / "usr" / Libraries / "pulseaudio"),
        (Qemu / "usr/bin/qemu-system-x86_64").Value,
        "-L", (Qemu / "usr/share/qemu").Value,
        "-L", (Qemu / "usr/share/seabios").Value,
        .. arguments,
    ])
    {
        Environment = ChildEnvironment.Clean.With("QEMU_MODULE_DIR", (Qemu / "usr" / Libraries / "qemu").Value),
    };
}
