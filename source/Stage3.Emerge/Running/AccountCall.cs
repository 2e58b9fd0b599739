namespace Stage3.Emerge.Running;

/// <summary>A call of an account tool that named no root, and was refused.</summary>
/// <param name="Package">Category, name and version of the package whose phase it was.</param>
/// <param name="Phase">The phase function.</param>
/// <param name="Command">The command line.</param>
internal sealed record AccountCall(string Package, string Phase, string Command);
