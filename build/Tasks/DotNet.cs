using System.Text;
using CliWrap;

namespace Stage3.Tasks;

/// <summary>The same <c>dotnet</c> that runs this program, for builds and tests.</summary>
internal static class DotNet
{
    private static string Program { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>A command that shows what it says as it says it; nodes of the build end with it.</summary>
    public static Command Command(string folder, params IEnumerable<string> arguments) => Cli.Wrap(Program)
        .WithWorkingDirectory(folder)
        .WithArguments(arguments)
        .WithEnvironmentVariables(variables => variables
            .Set("MSBUILDDISABLENODEREUSE", "1")
            .Set("DOTNET_CLI_USE_MSBUILD_SERVER", "0")
            .Set("DOTNET_NOLOGO", "1"))
        .WithValidation(CommandResultValidation.None)
        .WithStandardOutputPipe(PipeTarget.ToDelegate(Console.WriteLine))
        .WithStandardErrorPipe(PipeTarget.ToDelegate(Console.Error.WriteLine));

    /// <summary>Builds in the configuration that build.sh builds in, so that nothing is compiled twice.</summary>
    public static async Task BuildAsync(string folder, string project, CancellationToken stop, params IEnumerable<string> properties)
    {
        Console.WriteLine($"Building {project}");
        var said = new StringBuilder();
        var result = await Command(folder, ["build", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-nodeReuse:false", .. properties])
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(said)).ExecuteAsync(stop);
        if (result.ExitCode == 0) return;
        Console.WriteLine(said);
        throw new InvalidOperationException($"{project} does not build; its errors are above");
    }
}
