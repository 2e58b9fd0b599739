using System.Collections.Immutable;

namespace Stage3.Chroot.Policy;

/// <summary>What is in every Gentoo root though no package brought it.</summary>
public static class UnownedPaths
{
    /// <summary>The list that a specification adds to.</summary>
    public static ImmutableArray<AllowedPath> Usual { get; } =
    [
        Allow("/var/db/pkg", "the installed database itself"),
        Allow("/var/db/repos", "ebuild repositories are synchronised, not installed"),
        Allow("/var/lib/portage", "world, the counter and merged configuration are Portage's own state"),
        Allow("/var/cache/edb", "Portage's caches"),
        Allow("/etc/portage", "the configuration that the stage was made with"),
        Allow("/etc/{passwd,group,shadow,gshadow}{,-}", "account files grow with every account"),
        Allow("/etc/{subuid,subgid}{,-}", "useradd gives accounts their ranges"),
        Allow("/etc/.pwd.lock", "shadow's lock"),
        Allow("/etc/ld.so.cache", "made by ldconfig"),
        Allow("/etc/ld.so.conf", "made by env-update"),
        Allow("/etc/ld.so.conf.d", "made by env-update"),
        Allow("/etc/prelink.conf.d", "made by env-update"),
        Allow("/etc/{profile,csh}.env", "made by env-update"),
        Allow("/etc/environment.d", "made by env-update"),
        Allow("/etc/env.d", "written by eselect"),
        Allow("/etc/machine-id", "set in the first boot"),
        Allow("/etc/localtime", "a choice of the stage"),
        Allow("/etc/timezone", "a choice of the stage"),
        Allow("/etc/locale.{conf,gen}", "a choice of the stage"),
        Allow("/etc/{resolv.conf,hostname}", "a choice of the stage"),
        Allow("/etc/systemd/{system,user}", "units that were enabled"),
        Allow("/etc/ssl/certs", "made by update-ca-certificates"),
        Allow("/etc/udev/hwdb.bin", "made by systemd-hwdb"),
        Allow("/usr/lib/udev/hwdb.bin", "made by systemd-hwdb"),
        Allow("/usr/lib/locale/locale-archive", "made by locale-gen"),
        Allow("/usr/{lib,lib64}/gconv/gconv-modules.cache", "made by iconvconfig"),
        Allow("/usr/share/info/dir", "made by install-info"),
        Allow("/usr/share/mime", "made by update-mime-database"),
        Allow("/usr/lib/systemd/catalog/database", "made by journalctl"),
        Allow("/var/lib/systemd/catalog", "made by journalctl"),
        Allow("/usr/lib/python*/**/__pycache__", "compiled by Python"),
        Allow("/var/cache/{ldconfig,man,fontconfig}", "caches of ldconfig, man-db and fontconfig"),
        Allow("/usr/bin/{,*-*-linux-*-}{c++,c89,c99,cc,cpp,g++,gcc,gcov,gcov-dump,gcov-tool,gfortran,gcc-ar,gcc-nm,gcc-ranlib,gdc,gnat,lto-dump}", "links of gcc-config"),
        Allow("/usr/bin/*-*-linux-*-{c++,cpp,g++,gcc,gcc-ar,gcc-nm,gcc-ranlib,gcov,gcov-dump,gcov-tool,gfortran,lto-dump}-*", "links of gcc-config"),
        Allow("/usr/bin/{,*-*-linux-*-}{addr2line,ar,as,c++filt,dwp,elfedit,gprof,gp-*,gprofng*,ld,ld.bfd,ld.gold,nm,objcopy,objdump,ranlib,readelf,size,strings,strip}", "links of binutils-config"),
        Allow("/usr/*-*-linux-*/{bin,lib,include}", "links of binutils-config"),
        Allow("/usr/include/{ansidecl,bfd,bfdlink,ctf,ctf-api,diagnostics,dis-asm,plugin-api,sframe,sframe-api,symcat}.h", "links of binutils-config"),
        Allow("/{,usr/}{lib,lib64}/{cpp,libgcc_s.so.1}", "links of gcc-config"),
        Allow("/usr/share/{binutils-data,gcc-data}", "links of binutils-config and gcc-config"),
        Allow("/usr/{lib,lib64}/gio/modules/giomodule.cache", "made by gio-querymodules"),
        Allow("/usr/share/glib-2.0/schemas/gschemas.compiled", "made by glib-compile-schemas"),
        Allow("/usr/src/linux", "a choice of eselect kernel"),
        Allow("/var/lib/gentoo", "news that were read"),
        Allow("/home", "people's own"),
        Allow("/root", "root's own"),
    ];

    private static AllowedPath Allow(string path, string reason) => new(PathPattern.Parse(path), reason);
}
