using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Words that add up over several places: <c>word</c> adds, <c>-word</c> takes away, <c>-*</c> starts anew (PMS 5.3.1). The first place that
/// added a word and was not undone is remembered as its origin.
/// </summary>
public sealed class IncrementalStack
{
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    /// <summary>The words that are in, in ordinal order.</summary>
    public ImmutableArray<string> Words => [.. words.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a word is in.</summary>
    public bool Contains(string word) => words.ContainsKey(word);

    /// <summary>Where the word was added: the text given to <see cref="Apply(string, string)"/>; null where it is not in.</summary>
    public string? OriginOf(string word) => words.GetValueOrDefault(word);

    /// <summary>Applies one word.</summary>
    /// <param name="word">The word with its sign; <c>-prefix_*</c> takes away all words with the prefix.</param>
    /// <param name="origin">The place, for messages.</param>
    public void Apply(string word, string origin)
    {
        if (word == "-*") words.Clear();
        else if (word.StartsWith('-') && word.EndsWith("_*", StringComparison.Ordinal)) RemovePrefix(word[1..^1]);
        else if (word.StartsWith('-')) words.Remove(word[1..]);
        else if (word.Length > 0) words.TryAdd(word.TrimStart('+'), origin);
    }

    /// <summary>Applies words in their order.</summary>
    public void Apply(IEnumerable<string> sequence, string origin)
    {
        foreach (var word in sequence) Apply(word, origin);
    }

    /// <summary>Takes away all words that begin with the text.</summary>
    public void RemovePrefix(string prefix)
    {
        foreach (var word in words.Keys.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).ToList()) words.Remove(word);
    }
}
