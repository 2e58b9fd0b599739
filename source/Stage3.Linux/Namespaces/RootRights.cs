using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stage3.Linux.Processes;

namespace Stage3.Linux.Namespaces;

/// <summary>
/// The right to own files as others and to mount in private: root's, real or of a user namespace that maps the
/// caller's subordinate ids. See user_namespaces(7), subuid(5), newuidmap(1).
/// </summary>
public static partial class RootRights
{
    private const string Marker = "STAGE3_IN_USER_NAMESPACE";

    /// <summary>True where this process is root, be it of a user namespace.</summary>
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>True where this process is root of a user namespace only.</summary>
    public static bool IsNamespaceRoot =>
        IsRoot && !File.ReadAllText("/proc/self/uid_map").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SequenceEqual(["0", "0", "4294967295"]);

    /// <summary>
    /// Returns where root's rights are there. Where they are not, this very process becomes, once, the same program as
    /// root of a user namespace, and the call does not return.
    /// </summary>
    /// <param name="arguments">The arguments that the program was started with.</param>
    /// <param name="cancellation">Stops the trials.</param>
    /// <exception cref="RootUnavailableException">Neither is to be had; nothing was started.</exception>
    public static async Task DemandAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (IsRoot)
        {
            await TryAsync(["--mount", "--propagation", "private"], RootUnavailableException.NoMounts, cancellation).ConfigureAwait(false);
            return;
        }
        if (Environment.GetEnvironmentVariable(Marker) is not null)
            throw RootUnavailableException.NotAllowed("the user namespace was entered, but does not make us root");
        if (ProgramPath.Find("newuidmap", ChildEnvironment.StandardPath) is null) throw RootUnavailableException.NoUidmap();
        await TryAsync([.. EnterNamespace], RootUnavailableException.NotAllowed, cancellation).ConfigureAwait(false);
        BecomeNamespaceRoot(arguments);
    }

    private static ImmutableArray<string> EnterNamespace => ["--user", "--map-root-user", "--map-auto", "--mount", "--propagation", "private"];

    private static async Task TryAsync(ImmutableArray<string> options, Func<string, RootUnavailableException> refusal, CancellationToken cancellation)
    {
        try
        {
            await new ChildProcess("unshare", [.. options, "--", "true"]).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException failed)
        {
            throw refusal(string.Join("; ", failed.LastLines));
        }
    }

    private static void BecomeNamespaceRoot(ImmutableArray<string> arguments)
    {
        var program = Environment.ProcessPath!;
        ImmutableArray<string> self = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Environment.GetCommandLineArgs()[0]]
            : [program];
        var unshare = ProgramPath.Demand("unshare", ChildEnvironment.Clean);
        string?[] words = [unshare, .. EnterNamespace, "--", "env", $"{Marker}=1", .. self, .. arguments, null];
        _ = Execv(unshare, words);
        throw RootUnavailableException.NotAllowed($"execv failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execv(string program, string?[] arguments);
}
