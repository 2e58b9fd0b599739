namespace Stage3.Reports;

/// <summary>How two aligned lines differ.</summary>
public enum DifferenceKind
{
    /// <summary>Both sides have the same text.</summary>
    Equal,

    /// <summary>Only the left has it.</summary>
    Removed,

    /// <summary>Only the right has it.</summary>
    Added,

    /// <summary>Both have a line here, with other text.</summary>
    Changed,

    /// <summary>Equal lines were left out; the left text says how many.</summary>
    Gap,
}
