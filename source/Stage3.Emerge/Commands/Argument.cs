namespace Stage3.Emerge.Commands;

/// <summary>How options are written for <c>emerge</c>: one word each, so that none can be read as the value of another.</summary>
internal static class Argument
{
    /// <summary>The option where it is given, else nothing.</summary>
    internal static string[] Flag(string name, bool given) => given ? [name] : [];

    /// <summary><c>--name=y</c>, <c>--name=n</c>, or nothing where emerge's own default stands.</summary>
    internal static string[] Choice(string name, bool? value) => value is { } given ? [$"{name}={(given ? 'y' : 'n')}"] : [];
}
