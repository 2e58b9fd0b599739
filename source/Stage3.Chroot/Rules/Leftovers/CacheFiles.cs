namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class CacheFiles() : LeftoverRule(
    "leftovers/cache",
    "Caches are empty",
    "remove them before the root is packed: distfiles, binary packages and metadata are made again where they are needed",
    ["/var/cache"], "/var/cache/{edb,ldconfig,man,fontconfig}/**");
