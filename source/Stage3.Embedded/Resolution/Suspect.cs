namespace Stage3.Embedded.Resolution;

/// <summary>What another attempt may do without: a candidate; or, where <paramref name="Chooser"/> is there, only its choice of it among alternatives.</summary>
internal sealed record Suspect(Candidate Package, Candidate? Chooser = null);
