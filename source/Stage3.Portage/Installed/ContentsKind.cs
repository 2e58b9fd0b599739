namespace Stage3.Portage.Installed;

/// <summary>What kind of thing a line of CONTENTS names.</summary>
public enum ContentsKind
{
    /// <summary><c>dir</c>: a folder.</summary>
    Folder,

    /// <summary><c>obj</c>: a regular file, with MD5 and time.</summary>
    File,

    /// <summary><c>sym</c>: a symlink, with target and time.</summary>
    Symlink,

    /// <summary><c>fif</c>: a named pipe.</summary>
    Fifo,

    /// <summary><c>dev</c>: a device node.</summary>
    Device,
}
