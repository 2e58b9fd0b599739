using System.Diagnostics;
using System.Globalization;
using System.Text;

/// <summary>A bare clone with many commits, of which few change the eclass: made by git fast-import(1) in a moment.</summary>
internal static class GeneratedHistory
{
    /// <summary>Writes it into a folder that is not there yet.</summary>
    public static void Write(string folder, string eclass, int commits, int versions)
    {
        Git(folder, input: null, "init", "--quiet", "--bare", folder);
        Git(folder, stream => Feed(stream, eclass, commits, versions), "--git-dir", folder, "fast-import", "--quiet");
    }

    private static void Feed(Stream stream, string eclass, int commits, int versions)
    {
        for (var number = 0; number < commits; number++)
        {
            var date = string.Create(CultureInfo.InvariantCulture, $"{1_300_000_000 + number * 3600L} +0000");
            Text(stream, $"commit refs/heads/main\ncommitter test <test@localhost> {date}\ndata 1\n.\n");
            File(stream, $"app-misc/p{number % 500}/p{number % 500}-1.ebuild", $"# {number}\n");
            if (number % (commits / versions) == 0) File(stream, "eclass/user.eclass", $"{eclass}\n# {number}\n");
        }
    }

    private static void File(Stream stream, string path, string text) =>
        Text(stream, string.Create(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n"));

    private static void Text(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static void Git(string folder, Action<Stream>? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { RedirectStandardInput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start)!;
        input?.Invoke(git.StandardInput.BaseStream);
        git.StandardInput.Close();
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException($"git ended with exit code {git.ExitCode} in {folder}");
    }
}
