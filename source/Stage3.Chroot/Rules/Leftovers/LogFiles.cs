namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class LogFiles() : LeftoverRule(
    "leftovers/log",
    "Logs are empty of what the build wrote",
    "remove them before the root is packed",
    ["/var/log"], "/var/log/{lastlog,wtmp,btmp,faillog,tallylog,README}");
