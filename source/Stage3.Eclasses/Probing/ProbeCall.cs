namespace Stage3.Eclasses.Probing;

/// <summary>One call that the probe made.</summary>
/// <param name="Name">The probe's name for it, such as <c>new-user</c>.</param>
/// <param name="Status">Its exit status; 90 where it died.</param>
/// <param name="Output">What it printed, cut at 300 characters.</param>
/// <param name="Said">The last line of its standard error.</param>
public sealed record ProbeCall(string Name, int Status, string Output, string Said)
{
    /// <summary>True where the eclass called <c>die</c>.</summary>
    public bool Died => Status == 90;
}
