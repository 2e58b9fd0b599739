using System.Diagnostics;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>
/// A copy of build.sh in a project of its own, with a <c>dotnet</c> that does nothing but write down what it was asked
/// for: what is restored, what is compiled, and what the build program is started with.
/// </summary>
internal sealed class BuildScript : IDisposable
{
    private const string FakeDotNet = """
        #!/usr/bin/env bash
        set -euo pipefail
        shopt -s inherit_errexit
        case $1 in
        	--version) echo "${FAKE_VERSION:-10.0.100}" ;;
        	restore)
        		[[ $* != *CompileAhead=true* ]] || exit "${FAKE_AHEAD:-1}"
        		echo "restore $*" >>"$FAKE_LOG"
        		exit "${FAKE_RESTORE:-1}"
        		;;
        	build)
        		echo "build $*" >>"$FAKE_LOG"
        		host=$(grep -o 'NukeHost=[a-z]*' <<<"$*")
        		mkdir -p "$FAKE_ROOT/build/bin/${host#*=}/Release"
        		touch "$FAKE_ROOT/build/bin/${host#*=}/Release/_build.dll"
        		exit "${FAKE_BUILD:-0}"
        		;;
        	*)
        		shift
        		if [[ ${1-} == --help ]]; then
        			echo "run --help" >>"$FAKE_LOG"
        			exit "${FAKE_HELP:-0}"
        		fi
        		echo "run" >>"$FAKE_LOG"
        		(($# == 0)) || printf '<%s>' "$@"
        		env | grep -E "^(ROOT|HOST|PROFILE|TARGET|SKIP|VERBOSITY|PKGDIR|NUKE_\w*)=" | LC_ALL=C sort || true
        		[[ -z ${FAKE_SIGNAL:-} ]] || kill -s "$FAKE_SIGNAL" $$
        		exit "${FAKE_EXIT:-0}"
        		;;
        esac
        """;

    private readonly Scratch _scratch = new();

    public BuildScript()
    {
        File.Copy(ProjectRoot.File("build.sh"), _scratch["build.sh"]);
        Write("Directory.Packages.props", "<Project />");
        Write("build/_build.csproj", "<Project />");
        Write("source/Room/Code.cs", "// code");
        AddProgram("dotnet", FakeDotNet);
    }

    public string Root => _scratch.Folder;

    /// <summary>Folders to look for programs in; the one with our <c>dotnet</c> goes first.</summary>
    public string Path { get; set; } = Environment.GetEnvironmentVariable("PATH")!;

    /// <summary>What dotnet was asked to do since the last time this was read, one a line.</summary>
    public string[] TakeLog()
    {
        var lines = File.Exists(_scratch["log"]) ? File.ReadAllLines(_scratch["log"]) : [];
        File.Delete(_scratch["log"]);
        return [.. lines.Select(line => line.StartsWith("run", StringComparison.Ordinal) ? line : line.Split(' ')[0] + (line.Contains("CompileAhead=true") ? " ahead" : ""))];
    }

    public void Write(string file, string text) => _scratch.Write(file, text);

    public void Delete(string file) => File.Delete(_scratch[file]);

    public void AddProgram(string name, string text) => File.SetUnixFileMode(
        _scratch.Write($"programs/{name}", text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public (int ExitCode, string Output, string Error) Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])[_scratch["build.sh"], .. arguments]) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("NUKE", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["PATH"] = $"{_scratch["programs"]}:{Path}";
        start.Environment["FAKE_LOG"] = _scratch["log"];
        start.Environment["FAKE_ROOT"] = Root;
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _scratch.Dispose();
}
