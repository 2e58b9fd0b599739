namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class TemporaryFiles() : LeftoverRule(
    "leftovers/temporary-files",
    "Folders for temporary files are empty",
    "remove them before the root is packed",
    ["/tmp", "/var/tmp", "/run"]);
