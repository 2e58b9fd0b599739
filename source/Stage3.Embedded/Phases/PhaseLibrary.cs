using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>The shell library on disk: laid out once for its content, so that different versions can share a work folder.</summary>
internal sealed class PhaseLibrary
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private static readonly ImmutableArray<string> Scripts =
    [
        "account-tool.bash", "ebuild.bash", "environment.bash", "helper.bash", "inherit.bash", "install-new.bash", "install.bash",
        "messages.bash", "metadata.bash", "phase.bash", "phase-body.bash", "queries.bash", "run.bash", "serve.bash", "sources.bash", "steps.bash", "versions.bash",
    ];

    // What find and xargs may start. PMS 12.3 calls all of these commands.
    private static readonly ImmutableArray<string> Helpers =
    [
        "die", "dobin", "doconfd", "dodir", "dodoc", "doenvd", "doexe", "doheader", "doinfo", "doinitd", "doins", "dolib.a", "dolib.so",
        "doman", "domo", "dosbin", "dosym", "eapply", "econf", "eerror", "einfo", "elog", "emake", "eqawarn", "ewarn", "fowners", "fperms",
        "keepdir", "newbin", "newconfd", "newdoc", "newenvd", "newexe", "newheader", "newinitd", "newins", "newlib.a", "newlib.so", "newman",
        "newsbin", "nonfatal", "unpack",
    ];

    // shadow's and Debian's tools that write account files.
    private static readonly ImmutableArray<string> AccountTools =
    [
        "addgroup", "adduser", "chage", "chfn", "chgpasswd", "chpasswd", "chsh", "delgroup", "deluser", "gpasswd", "groupadd", "groupdel",
        "groupmems", "groupmod", "grpconv", "grpunconv", "newusers", "passwd", "pwconv", "pwunconv", "useradd", "userdel", "usermod", "vigr", "vipw",
    ];

    private PhaseLibrary(HostPath folder) => Folder = folder;

    /// <summary>The functions that the scripts define.</summary>
    internal static FrozenSet<string> Functions { get; } =
        Scripts.SelectMany(name => ShellFunctions.In(Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(PhaseLibrary), name)))).ToFrozenSet(StringComparer.Ordinal);

    internal HostPath Folder { get; }

    /// <summary>PATH of a phase: account tools and helpers before the machine's own.</summary>
    internal string Path => $"{Folder / "accounts"}:{Folder / "helpers"}:{Linux.Processes.ChildEnvironment.StandardPath}";

    internal static PhaseLibrary LayOut(HostPath workFolder)
    {
        var texts = Scripts.Select(name => (Name: name, Text: EmbeddedText.Read(typeof(PhaseLibrary), name))).ToImmutableArray();
        var names = string.Join(' ', Helpers.Concat(AccountTools));
        var content = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts.SelectMany(script => new[] { script.Name, script.Text })) + names));
        var folder = workFolder / $"phase-library-{Convert.ToHexStringLower(content)[..16]}";
        if (!folder.IsFolder) Write(folder, texts);
        return new PhaseLibrary(folder);
    }

    private static void Write(HostPath folder, ImmutableArray<(string Name, string Text)> texts)
    {
        var parts = (folder.Parent / $".{folder.Name}.{Guid.NewGuid():N}").EnsureFolder();
        foreach (var (name, text) in texts)
        {
            File.WriteAllText((parts / name).Value, text);
            File.SetUnixFileMode((parts / name).Value, Executable);
        }
        Link(parts / "helpers", Helpers, "../helper.bash");
        Link(parts / "accounts", AccountTools, "../account-tool.bash");
        try
        {
            Directory.Move(parts.Value, folder.Value);
        }
        catch (IOException) when (folder.IsFolder)
        {
            // Another process was quicker, with the same content.
            Directory.Delete(parts.Value, recursive: true);
        }
    }

    private static void Link(HostPath folder, ImmutableArray<string> names, string target)
    {
        folder.EnsureFolder();
        foreach (var name in names) File.CreateSymbolicLink((folder / name).Value, target);
    }
}
