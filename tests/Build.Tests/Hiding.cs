using Nuke.Common;

namespace Stage3.BuildTests;

/// <summary>A small build with a target that is called like a switch of the host.</summary>
public sealed class Hiding : Recording
{
    internal Target Merge => _ => _.Executes(Did("Merge"));

    internal new Target Plan => _ => _.Executes(Did("Plan"));
}
