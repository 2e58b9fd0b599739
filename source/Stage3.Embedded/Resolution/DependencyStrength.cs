namespace Stage3.Embedded.Resolution;

/// <summary>Why one package of a plan needs another; as flags, for merge order treats each combination in its own way.</summary>
[Flags]
internal enum DependencyStrength
{
    None = 0,

    /// <summary>DEPEND, or BDEPEND where ROOT is the build host: there before the package is built.</summary>
    Build = 1,

    /// <summary>RDEPEND, IDEPEND.</summary>
    Runtime = 2,

    /// <summary>PDEPEND.</summary>
    Post = 4,

    /// <summary>A build dependency of a package that is built already.</summary>
    Optional = 8,

    /// <summary>An installed package meets it until it is replaced.</summary>
    Satisfied = 16,

    /// <summary>With a slot operator <c>=</c>.</summary>
    Bound = 32,
}
