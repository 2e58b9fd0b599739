namespace Stage3.Emerge.Commands;

/// <summary>What is done with the changes of the configuration that emerge finds to be needed: emerge(1), <c>--autounmask-write</c>, <c>--autounmask-continue</c>.</summary>
public enum AutounmaskAction
{
    /// <summary>They are shown; emerge stops.</summary>
    Show,

    /// <summary>They are written, as CONFIG_PROTECT allows; emerge stops.</summary>
    Write,

    /// <summary>They are written, and emerge goes on.</summary>
    WriteAndContinue,
}
