namespace Stage3.Emerge.Commands;

/// <summary>Where build dependencies (DEPEND) of packages for another root go: emerge(1), <c>--root-deps</c>.</summary>
public enum RootDependencies
{
    /// <summary>Where their EAPI says: into the root of <c>--sysroot</c>, which is the running system's unless another is given.</summary>
    Default,

    /// <summary>Into the root as well as into the running system: <c>--root-deps</c>.</summary>
    AlsoInRoot,

    /// <summary>Nowhere, before EAPI 7: <c>--root-deps=rdeps</c>.</summary>
    RunTimeOnly,
}
