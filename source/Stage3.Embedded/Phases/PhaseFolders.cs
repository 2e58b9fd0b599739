using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>What lies where below the folder of one run.</summary>
internal sealed record PhaseFolders(HostPath Base)
{
    /// <summary>WORKDIR.</summary>
    internal HostPath Work => Base / "work";

    /// <summary>T and TMPDIR.</summary>
    internal HostPath Temporary => Base / "temp";

    /// <summary>HOME.</summary>
    internal HostPath Home => Base / "homedir";

    /// <summary>D.</summary>
    internal HostPath Image => Base / "image";

    /// <summary>The saved environment that belongs to the finished package.</summary>
    internal HostPath Environment => Base / "environment";

    /// <summary>What shell and engine tell each other.</summary>
    internal HostPath Control => Base / "run";

    /// <summary>Layers over <c>/etc</c>.</summary>
    internal HostPath Etc => Base / "run/etc";

    /// <summary>Removes what an earlier run left, and makes all folders.</summary>
    internal void MakeAnew()
    {
        if (Base.IsFolder) Directory.Delete(Base.Value, recursive: true);
        foreach (var folder in new[] { Work, Temporary, Home, Image, Control / "empty", Etc / "upper" }) folder.EnsureFolder();
    }
}
