namespace Stage3.Boot;

/// <summary>Who runs the instructions of the test's machine.</summary>
public enum Accelerator
{
    /// <summary>qemu's translator: slow, and works everywhere.</summary>
    Emulation,

    /// <summary>The kernel's <c>/dev/kvm</c>.</summary>
    Kvm,
}
