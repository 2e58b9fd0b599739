namespace Stage3.Emerge.Commands;

/// <summary>Which changes of the configuration emerge looks for, and what it does with them. Every combination makes sense.</summary>
public sealed record AutounmaskChanges : Autounmask
{
    /// <summary>Whether they are shown, written, or written and followed.</summary>
    public AutounmaskAction Action { get; init; }

    /// <summary>Keywords stay as they are: <c>--autounmask-keep-keywords</c>.</summary>
    public bool KeepKeywords { get; init; }

    /// <summary>Masks stay as they are: <c>--autounmask-keep-masks</c>.</summary>
    public bool KeepMasks { get; init; }

    /// <summary>USE flags stay as they are: <c>--autounmask-use=n</c>; so they do where binary packages must fit the USE that is configured.</summary>
    public bool KeepUse { get; init; }

    /// <summary>Accepted licenses stay as they are: <c>--autounmask-license=n</c>.</summary>
    public bool KeepLicenses { get; init; }

    /// <summary>Resolving goes on after such a change was found: <c>--autounmask-backtrack=y</c>. It takes long, and may find nothing.</summary>
    public bool Backtrack { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Arguments =>
    [
        "--autounmask",
        .. Argument.Flag("--autounmask-keep-keywords", KeepKeywords),
        .. Argument.Flag("--autounmask-keep-masks", KeepMasks),
        .. KeepUse ? ["--autounmask-use=n"] : Array.Empty<string>(),
        .. KeepLicenses ? ["--autounmask-license=n"] : Array.Empty<string>(),
        .. Backtrack ? ["--autounmask-backtrack=y"] : Array.Empty<string>(),
        .. Argument.Flag("--autounmask-write", Action == AutounmaskAction.Write),
        .. Argument.Flag("--autounmask-continue", Action == AutounmaskAction.WriteAndContinue),
    ];
}
