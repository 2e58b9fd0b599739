namespace Stage3.Linux;

/// <summary>
/// An absolute, normalised path of the build host: no <c>.</c>, no <c>..</c>, no doubled and no trailing slash
/// (but <c>/</c> itself). Equal texts are equal paths; symlinks are not looked at.
/// </summary>
public sealed record HostPath : IComparable<HostPath>
{
    private HostPath(string value) => Value = value;

    /// <summary>The path as text, always starting with a slash.</summary>
    public string Value { get; }

    /// <summary>The last component; empty for <c>/</c>.</summary>
    public string Name => Path.GetFileName(Value);

    /// <summary>The folder that holds it; <c>/</c> is its own parent.</summary>
    public HostPath Parent => Value == "/" ? this : new HostPath(Path.GetDirectoryName(Value)!);

    /// <summary>True where a regular file, or a symlink to one, is there now.</summary>
    public bool IsFile => File.Exists(Value);

    /// <summary>True where a folder, or a symlink to one, is there now.</summary>
    public bool IsFolder => Directory.Exists(Value);

    /// <summary>Makes a path from absolute text.</summary>
    /// <exception cref="FormatException">The text is not absolute, or holds a NUL.</exception>
    public static HostPath Parse(string text) =>
        TryParse(text, out var path)
            ? path
            : throw new FormatException($"'{text}' is not an absolute path: it must start with '/'");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HostPath? path)
    {
        path = text is { Length: > 0 } && text[0] == '/' && !text.Contains('\0', StringComparison.Ordinal)
            ? new HostPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)))
            : null;
        return path is not null;
    }

    /// <summary>A path against a folder: absolute text stands for itself, relative text is below the folder.</summary>
    public static HostPath Resolve(HostPath folder, string text) =>
        Parse(Path.Combine((folder ?? throw new ArgumentNullException(nameof(folder))).Value, text));

    /// <summary>The path of <paramref name="name"/> below <paramref name="folder"/>; a leading slash of the name is dropped.</summary>
    public static HostPath operator /(HostPath folder, string name) => Resolve(folder, name.TrimStart('/'));

    /// <summary>Named form of the <c>/</c> operator.</summary>
    public static HostPath Divide(HostPath left, string right) => left / right;

    /// <summary>True for the path itself and all that lies below it.</summary>
    public bool Contains(HostPath other) =>
        Value == "/" || other.Value == Value || other.Value.StartsWith(Value + "/", StringComparison.Ordinal);

    /// <summary>Makes the folder with all its parents, and answers the path.</summary>
    public HostPath EnsureFolder()
    {
        Directory.CreateDirectory(Value);
        return this;
    }

    /// <inheritdoc/>
    public int CompareTo(HostPath? other) => string.CompareOrdinal(Value, other?.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Ordinal order.</summary>
    public static bool operator <(HostPath left, HostPath right) => Comparer<HostPath>.Default.Compare(left, right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(HostPath left, HostPath right) => right < left;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(HostPath left, HostPath right) => !(right < left);

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(HostPath left, HostPath right) => !(left < right);
}
