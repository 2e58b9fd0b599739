namespace Stage3.Portage.Dependencies;

/// <summary>
/// One entry of SRC_URI: where a distfile comes from, what it is called in DISTDIR, and whether <c>fetch+</c> or
/// <c>mirror+</c> lifts a restriction for it (null where neither is there). Source: PMS 7.3.2 and 8.2.10.
/// </summary>
public sealed record SourceUri(string Uri, string FileName, string? Lifts = null)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var uri = Lifts is null ? Uri : $"{Lifts}+{Uri}";
        return FileName == SourceUris.FileNameOf(Uri) ? uri : $"{uri} -> {FileName}";
    }
}
