using Nuke.Common;
using Serilog;

namespace Stage3.BuildTests;

/// <summary>A small build that logs.</summary>
public sealed class Talking : Recording
{
    internal Target Talk => _ => _.Executes(() =>
    {
        Log.Information("a note");
        Log.Error("a fault");
    });
}
