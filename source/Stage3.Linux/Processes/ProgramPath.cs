namespace Stage3.Linux.Processes;

/// <summary>Finds programs, as execvp(3) does, without starting any.</summary>
public static class ProgramPath
{
    /// <summary>The file that a program name stands for on a PATH; null where there is none that can be executed.</summary>
    /// <param name="program">A name, or a path with a slash in it.</param>
    /// <param name="path">Folders between colons; relative ones are skipped, since what they mean depends on the working folder.</param>
    public static string? Find(string program, string path)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(path);
        if (program.Contains('/', StringComparison.Ordinal)) return CanExecute(program) ? program : null;
        return path.Split(':')
            .Where(folder => folder.StartsWith('/'))
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(CanExecute);
    }

    private static bool CanExecute(string file) =>
        File.Exists(file) && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    internal static string Demand(string program, ChildEnvironment environment)
    {
        var path = environment.Variables.GetValueOrDefault("PATH", ChildEnvironment.StandardPath);
        return Find(program, path) ?? throw new ProgramMissingException(program, program.Contains('/', StringComparison.Ordinal) ? program : $"PATH={path}");
    }
}
