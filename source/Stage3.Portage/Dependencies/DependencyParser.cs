using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary>Reads the grammar of PMS 8.2 that all dependency strings share; groups and leaves are the caller's.</summary>
internal sealed class DependencyParser<T>(string text, Func<GroupKind, string?> refuse, DependencyParser<T>.LeafReader readLeaf)
    where T : notnull
{
    /// <summary>
    /// <c>( )</c> may be written. PMS 8.2 has no such group; Portage refuses it in all EAPIs but in REQUIRED_USE. A group that
    /// conditions have emptied is another matter.
    /// </summary>
    internal bool AllowsEmptyGroups { get; init; }

    /// <summary>Deeper than any real string, and far from the end of the stack.</summary>
    private const int MaximumDepth = 256;

    private int position;
    private int wordStart;

    /// <summary>Reads a leaf that starts with the word; <paramref name="words"/> has those that follow. Answers why not, or null.</summary>
    internal delegate string? LeafReader(string word, DependencyParser<T> words, out T? leaf);

    internal bool TryRead([NotNullWhen(true)] out DependencySpec<T>? spec, [NotNullWhen(false)] out DependencyError? error)
    {
        var reason = ReadParts(0, out var parts);
        error = reason is null ? null : new DependencyError(text, wordStart, reason);
        spec = reason is null ? new DependencySpec<T>(parts) : null;
        return spec is not null;
    }

    private string? ReadParts(int depth, out ImmutableArray<DependencyNode<T>> parts)
    {
        parts = [];
        if (depth > MaximumDepth) return $"groups are nested deeper than {MaximumDepth}";
        var found = ImmutableArray.CreateBuilder<DependencyNode<T>>();
        while (NextWord() is { } word)
        {
            if (word == ")")
            {
                parts = found.DrainToImmutable();
                return depth > 0 ? null : "')' without '('";
            }

            if (ReadPart(word, depth, out var part) is { } reason) return reason;
            found.Add(part!);
        }

        parts = found.DrainToImmutable();
        return depth == 0 ? null : "a ')' is missing";
    }

    private string? ReadPart(string word, int depth, out DependencyNode<T>? part)
    {
        part = null;
        if (GroupOf(word) is { } kind)
        {
            if (refuse(kind) is { } refused) return refused;
            if (ReadGroup(word, depth, isOpen: kind == GroupKind.AllOf, out var parts) is { } reason) return reason;
            part = new DependencyGroup<T>(kind, parts);
            return null;
        }

        if (word.EndsWith('?')) return ReadConditional(word, depth, out part);
        var glued = MissingSpace(word);
        if (glued is not null) return glued;
        var wrong = readLeaf(word, this, out var leaf);
        if (wrong is null) part = new DependencyLeaf<T>(leaf!);
        return wrong;
    }

    private string? ReadConditional(string word, int depth, out DependencyNode<T>? part)
    {
        part = null;
        var negated = word[0] == '!';
        if (!UseFlag.TryParse(word[(negated ? 1 : 0)..^1], out var flag)) return MissingSpace(word) ?? $"'{word}' is not a USE condition";
        if (ReadGroup(word, depth, isOpen: false, out var parts) is { } reason) return reason;
        part = new UseConditional<T>(flag, negated, parts);
        return null;
    }

    private string? ReadGroup(string word, int depth, bool isOpen, out ImmutableArray<DependencyNode<T>> parts)
    {
        parts = [];
        if (isOpen) return ReadInside(depth, out parts);
        var next = NextWord();
        return next == "(" ? ReadInside(depth, out parts)
            : next is null ? $"'(' expected after '{word}', and the string ends"
            : MissingSpace(next) ?? $"'(' expected after '{word}', not '{next}'";
    }

    private string? ReadInside(int depth, out ImmutableArray<DependencyNode<T>> parts)
    {
        parts = [];
        return !AllowsEmptyGroups && PeekWord() == ")" ? "a group must not be empty" : ReadParts(depth + 1, out parts);
    }

    internal string? PeekWord()
    {
        var (here, start) = (position, wordStart);
        var word = NextWord();
        (position, wordStart) = (here, start);
        return word;
    }

    internal string? NextWord()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        wordStart = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position])) position++;
        return position > wordStart ? text[wordStart..position] : null;
    }

    private static string? MissingSpace(string word)
    {
        foreach (var sign in (string[])["(", ")", "||", "^^", "??"])
            if (word != sign && (word.StartsWith(sign, StringComparison.Ordinal) || (word.EndsWith(sign, StringComparison.Ordinal) && !EndsWithDefault(word))))
                return $"a space is missing beside '{sign}' in '{word}'";
        return null;
    }

    private static bool EndsWithDefault(string word) =>
        word.EndsWith("(+)", StringComparison.Ordinal) || word.EndsWith("(-)", StringComparison.Ordinal);

    private static GroupKind? GroupOf(string word) => word switch
    {
        "(" => GroupKind.AllOf,
        "||" => GroupKind.AnyOf,
        "^^" => GroupKind.ExactlyOneOf,
        "??" => GroupKind.AtMostOneOf,
        _ => null,
    };
}
