using Nuke.Common;
using Nuke.Common.IO;

/// <summary>A real Portage as the engine.</summary>
sealed partial class Build
{
    [Parameter("A real Portage to build with: a checkout, or the prefix of an installation. By default the emerge on PATH, where there is one")]
    readonly AbsolutePath? Portage;

    [Parameter("Let a real Portage merge build tools into the running system")]
    readonly bool AllowHostMerge;
}
