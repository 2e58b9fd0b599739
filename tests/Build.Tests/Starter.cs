using System.Reflection;

namespace Stage3.BuildTests;

/// <summary>Makes the test assembly a build program too: the variable STAGE3_TEST_BUILD names the small build to run.</summary>
internal static class Starter
{
    public const string Variable = "STAGE3_TEST_BUILD";

    public static int Main()
    {
        var name = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no build");
        var main = typeof(Starter).Assembly.GetType(name, throwOnError: true)!.GetMethod("Main", BindingFlags.Public | BindingFlags.Static)!;
        return (int)main.Invoke(null, null)!;
    }
}
