using Stage3.Testing;

namespace Stage3.Emerge.Tests.Plans;

/// <summary>What earlier runs of several Portages wrote.</summary>
internal static class Recorded
{
    internal static readonly string[] Versions = ["3.0.30", "3.0.65", "3.0.82"];

    internal static string File(string version, string name) => ProjectRoot.File($"tests/Stage3.Emerge.Tests/Recorded/{version}/{name}");

    internal static string Text(string version, string name) => System.IO.File.ReadAllText(File(version, name));
}
