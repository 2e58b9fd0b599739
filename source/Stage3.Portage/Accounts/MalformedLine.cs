namespace Stage3.Portage.Accounts;

/// <summary>A line of an account file that says no account.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Text">The line's beginning as a report may show it, at most 120 characters.</param>
/// <param name="Reason">What is wrong with it, without a full stop.</param>
public sealed record MalformedLine(AccountFile File, int Line, string Text, string Reason);
