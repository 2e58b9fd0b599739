using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>
/// Which extended attributes belong to a stage: capabilities, access control lists and user attributes. Others (labels of the
/// build host's security modules, marks of overlayfs) belong to where the root lies.
/// </summary>
internal static class KeptAttributes
{
    public static bool Contains(ByteString name) =>
        name.Span.SequenceEqual("security.capability"u8)
        || name.Span.SequenceEqual("system.posix_acl_access"u8)
        || name.Span.SequenceEqual("system.posix_acl_default"u8)
        || name.Span.StartsWith("user."u8);
}
