using System.Collections.Immutable;
using Stage3.Eclasses.Diffs;

namespace Stage3.Eclasses.Series;

/// <summary>One patch of the series, with what the manifest says of it.</summary>
public sealed class SeriesPatch
{
    internal SeriesPatch(
        string file, string eclass, string purpose, Era era,
        ImmutableArray<Behaviour> behaviours, ImmutableArray<string> anchors, FileChange change)
    {
        File = file;
        Eclass = eclass;
        Purpose = purpose;
        Era = era;
        Behaviours = behaviours;
        Anchors = anchors;
        Change = change;
    }

    /// <summary>The patch's path below the series' folder; its name in reports.</summary>
    public string File { get; }

    /// <summary>The file that it changes, such as <c>user.eclass</c>.</summary>
    public string Eclass { get; }

    /// <summary>What it is for.</summary>
    public string Purpose { get; }

    /// <summary>When such eclasses were in the tree.</summary>
    public Era Era { get; }

    /// <summary>What the eclass must do once it is applied.</summary>
    public ImmutableArray<Behaviour> Behaviours { get; }

    /// <summary>The lines, without endings, that mark its place: it goes between the first and the last of them.</summary>
    public ImmutableArray<string> Anchors { get; }

    /// <summary>The change itself.</summary>
    public FileChange Change { get; }

    /// <summary>The same patch with another change.</summary>
    internal SeriesPatch With(FileChange change) => new(File, Eclass, Purpose, Era, Behaviours, Anchors, change);
}
