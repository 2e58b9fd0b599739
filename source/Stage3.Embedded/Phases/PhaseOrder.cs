using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>What a shell that is kept warm is told to do: <c>serve.bash</c> reads it.</summary>
/// <param name="Control">The folder of the run.</param>
/// <param name="Log">Gets all that the phases say.</param>
/// <param name="Last">The step after which the environment is kept; empty for none.</param>
/// <param name="SaveTo">The file for it.</param>
/// <param name="Steps">Phase functions.</param>
internal sealed record PhaseOrder(HostPath Control, HostPath Log, string Last, string SaveTo, ImmutableArray<string> Steps)
{
    /// <summary>Each word with a NUL behind it, which no path has in it.</summary>
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Concat(
        new[] { Control.Value, Log.Value, Last, SaveTo, string.Join(' ', Steps) }.Select(word => $"{word}\0")));
}
