namespace Stage3.Linux.Processes;

/// <summary>One line that a child process wrote, without its line end. Lines longer than 64 KiB arrive in pieces.</summary>
/// <param name="IsError">True for standard error, false for standard output.</param>
/// <param name="Text">The line, decoded as UTF-8; bytes that are none become U+FFFD.</param>
public readonly record struct OutputLine(bool IsError, string Text);
