namespace Stage3.Eclasses.Probing;

/// <summary>What one function of an eclass did, with ROOT elsewhere.</summary>
/// <param name="Function">The function, with what was special about the call: <c>enewuser (name known to the host)</c>.</param>
/// <param name="Eapi">The EAPI.</param>
/// <param name="Answer">What it did.</param>
/// <param name="Detail">What it printed or said.</param>
public sealed record FunctionAnswer(string Function, string Eapi, Answer Answer, string Detail);
