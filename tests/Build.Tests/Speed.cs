using System.ComponentModel;
using Nuke.Common.Tooling;

namespace Stage3.BuildTests;

/// <summary>A closed set of values in NUKE's manner.</summary>
[TypeConverter(typeof(TypeConverter<Speed>))]
public sealed class Speed : Enumeration
{
    public static readonly Speed Slow = new() { Value = nameof(Slow) };

    public static readonly Speed Fast = new() { Value = nameof(Fast) };
}
