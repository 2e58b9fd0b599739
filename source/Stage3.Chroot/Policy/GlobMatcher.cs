namespace Stage3.Chroot.Policy;

/// <summary>
/// A pattern as steps that are all followed at once, so that the time is that of the text times the pattern, whatever either is: patterns come
/// from roots too, and roots from anybody. Making one costs little; a regular expression costs a hundred times as much.
/// </summary>
internal sealed class GlobMatcher
{
    private readonly Step[] _steps;

    private GlobMatcher(Step[] steps) => _steps = steps;

    private enum Kind : byte
    {
        Literal,
        One,
        Many,
        All,
        Fork,
        Jump,
    }

    public static GlobMatcher Of(string pattern)
    {
        var steps = new List<Step>();
        List<int>? ways = null;
        List<int>? ends = null;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '*' when index + 1 < pattern.Length && pattern[index + 1] == '*':
                    steps.Add(new(Kind.All));
                    index++;
                    break;
                case '*':
                    steps.Add(new(Kind.Many));
                    break;
                case '?':
                    steps.Add(new(Kind.One));
                    break;
                case '{' when ways is null && pattern.IndexOf('}', index) > 0:
                    ways = [steps.Count + 1];
                    ends = [];
                    steps.Add(new(Kind.Fork) { Ways = ways });
                    break;
                case ',' when ways is not null:
                    ends!.Add(steps.Count);
                    steps.Add(new(Kind.Jump) { Ways = [] });
                    ways.Add(steps.Count);
                    break;
                case '}' when ways is not null:
                    foreach (var end in ends!) steps[end].Ways!.Add(steps.Count);
                    ways = null;
                    break;
                case var plain:
                    steps.Add(new(Kind.Literal) { Text = plain });
                    break;
            }
        }
        return new([.. steps]);
    }

    /// <summary>True where the whole text fits.</summary>
    public bool Fits(ReadOnlySpan<char> text)
    {
        // Most texts differ in what all that fit begin with.
        var plain = 0;
        while (plain < _steps.Length && _steps[plain].Kind == Kind.Literal)
        {
            if (plain == text.Length || text[plain] != _steps[plain].Text) return false;
            plain++;
        }
        var (here, next) = (new bool[_steps.Length + 1], new bool[_steps.Length + 1]);
        Reach(here, plain);
        foreach (var character in text[plain..])
        {
            Array.Clear(next);
            for (var at = plain; at < _steps.Length; at++)
                if (here[at] && After(at, character) is >= 0 and var then) Reach(next, then);
            (here, next) = (next, here);
        }
        return here[^1];
    }

    private int After(int at, char character) => _steps[at].Kind switch
    {
        Kind.Literal when character == _steps[at].Text => at + 1,
        Kind.One when character != '/' => at + 1,
        Kind.Many when character != '/' => at,
        Kind.All => at,
        _ => -1,
    };

    private void Reach(bool[] set, int at)
    {
        if (set[at]) return;
        set[at] = true;
        if (at == _steps.Length) return;
        if (_steps[at].Kind is Kind.Many or Kind.All) Reach(set, at + 1);
        foreach (var way in _steps[at].Ways ?? []) Reach(set, way);
    }

    private readonly record struct Step(Kind Kind)
    {
        public char Text { get; init; }

        public List<int>? Ways { get; init; }
    }
}
