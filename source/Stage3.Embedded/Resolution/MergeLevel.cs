namespace Stage3.Embedded.Resolution;

/// <summary>
/// Which dependencies merge order may ignore, from none to all but those that building cannot do without. The
/// <c>Satisfied</c> ones trust what is installed, until it is replaced. Source: the ranges of Portage's DepPriority.
/// </summary>
internal enum MergeLevel
{
    Nothing,
    Optional,
    Post,
    Runtime,
    SatisfiedPost,
    AnyPost,
    SatisfiedRuntime,
    SatisfiedBuild,
    SatisfiedBound,
    SatisfiedAll,
}
