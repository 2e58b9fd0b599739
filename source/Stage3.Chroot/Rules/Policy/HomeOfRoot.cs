using Stage3.Chroot.Rules.Leftovers;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class HomeOfRoot() : LeftoverRule(
    "policy/home-of-root",
    "The home of root holds nothing but a shell's start files: an official stage is emptied there",
    "remove them before the root is packed: histories, keys and caches are those of whoever built it",
    ["/root"], "/root/{.bashrc,.bash_profile,.bash_logout,.profile,.zshrc,.keep*}");
