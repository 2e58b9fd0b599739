using Nuke.Common;

namespace Stage3.BuildTests;

/// <summary>A small build that remembers which of its targets ran, in order.</summary>
public abstract class Recording : NukeBuild
{
    internal static List<string> Ran { get; } = [];

    protected static Action Did(string what) => () => Ran.Add(what);

    protected static Action Fails(string why) => () => throw new InvalidOperationException(why);
}
