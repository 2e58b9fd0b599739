namespace Stage3.Tasks;

/// <summary>How one test ended.</summary>
/// <param name="Name">Its full name, with the arguments of a theory.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed or was skipped.</param>
/// <param name="Trace">Where it failed.</param>
internal sealed record TestResult(string Name, TestOutcome Outcome, string Message, string Trace);
