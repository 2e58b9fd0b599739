namespace Stage3.Portage.Dependencies;

/// <summary>Why a dependency string cannot be read, and where. <paramref name="Position"/> is the first character of the word at fault, from 0.</summary>
public sealed record DependencyError(string Text, int Position, string Reason)
{
    /// <summary>The string is quoted, the place counted from 1, as editors do.</summary>
    public override string ToString() => $"'{Text}' is not a dependency string: {Reason}, at character {Position + 1}";
}
