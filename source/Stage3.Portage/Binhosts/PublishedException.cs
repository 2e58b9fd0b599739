using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>A binhost cannot be read, or what it gives is not what its index says.</summary>
public sealed class PublishedException(string what, string where, string remedy, Exception? inner = null) : Stage3Exception(what, where, remedy, inner);
