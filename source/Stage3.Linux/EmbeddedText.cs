namespace Stage3.Linux;

/// <summary>Text files that were compiled into an assembly, such as our shell scripts.</summary>
public static class EmbeddedText
{
    /// <summary>Reads a resource that lies beside a type: in the folder of its namespace.</summary>
    /// <exception cref="InvalidOperationException">There is none: a mistake in the project file.</exception>
    public static string Read(Type beside, string file)
    {
        ArgumentNullException.ThrowIfNull(beside);
        using var stream = beside.Assembly.GetManifestResourceStream(beside, file)
            ?? throw new InvalidOperationException($"{beside.Assembly.GetName().Name} holds no {beside.Namespace}.{file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
