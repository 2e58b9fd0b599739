namespace Stage3.Portage.Versions;

/// <content>Comparison: PMS 3.3, algorithms 3.1 to 3.7.</content>
public sealed partial record PackageVersion
{
    /// <inheritdoc/>
    public int CompareTo(PackageVersion? other)
    {
        if (other is null) return 1;
        var rest = CompareWithoutRevision(other);
        return rest != 0 ? rest : CompareWhole(revision, other.revision);
    }

    /// <inheritdoc/>
    public bool Equals(PackageVersion? other) => other is not null && (text == other.text || CompareTo(other) == 0);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(numbers[0].TrimStart('0'));
        foreach (var number in numbers.AsSpan()[1..]) hash.Add(number[0] == '0' ? "0" + number.TrimEnd('0') : number);
        hash.Add(letter);
        foreach (var (kind, number) in suffixes) hash.Add((kind, number));
        hash.Add(revision);
        return hash.ToHashCode();
    }

    private int CompareWithoutRevision(PackageVersion other)
    {
        var result = CompareNumbers(other);
        if (result == 0) result = Math.Sign(letter - other.letter);
        return result != 0 ? result : CompareSuffixes(other);
    }

    private int CompareNumbers(PackageVersion other)
    {
        var result = CompareWhole(numbers[0].TrimStart('0'), other.numbers[0].TrimStart('0'));
        for (var index = 1; result == 0 && index < Math.Min(numbers.Length, other.numbers.Length); index++)
            result = CompareComponent(numbers[index], other.numbers[index]);
        return result != 0 ? result : numbers.Length.CompareTo(other.numbers.Length);
    }

    private int CompareSuffixes(PackageVersion other)
    {
        for (var index = 0; index < Math.Max(suffixes.Length, other.suffixes.Length); index++)
        {
            if (index >= suffixes.Length) return other.suffixes[index].Kind == VersionSuffix.P ? -1 : 1;
            if (index >= other.suffixes.Length) return suffixes[index].Kind == VersionSuffix.P ? 1 : -1;
            var result = ((int)suffixes[index].Kind).CompareTo((int)other.suffixes[index].Kind);
            if (result == 0) result = CompareWhole(suffixes[index].Number, other.suffixes[index].Number);
            if (result != 0) return result;
        }

        return 0;
    }

    /// <summary>A number after the first is a decimal fraction as soon as one of the two begins with a zero.</summary>
    private static int CompareComponent(string left, string right) =>
        left[0] == '0' || right[0] == '0'
            ? Math.Sign(string.CompareOrdinal(left.TrimEnd('0'), right.TrimEnd('0')))
            : CompareWhole(left, right);

    /// <summary>Whole numbers of any length, without leading zeros.</summary>
    private static int CompareWhole(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : Math.Sign(string.CompareOrdinal(left, right));
}
