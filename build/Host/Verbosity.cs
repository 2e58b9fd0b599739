namespace Nuke.Common;

/// <summary>How much of the log is shown: all, what a user follows, warnings, errors.</summary>
public enum Verbosity { Verbose, Normal, Minimal, Quiet }
