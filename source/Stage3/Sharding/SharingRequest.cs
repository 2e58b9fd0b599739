using System.Collections.Immutable;
using Stage3.Embedded;
using Stage3.Emerge.Sharding;
using Stage3.Linux;
using Stage3.Portage.Binhosts;

namespace Stage3.Sharding;

/// <summary>How binary packages are shared with other machines.</summary>
public sealed record SharingRequest
{
    /// <summary>Nothing is shared.</summary>
    public static SharingRequest None { get; } = new();

    /// <summary>Which part of the packages Prepare builds; null builds all.</summary>
    public Share? Shard { get; init; }

    /// <summary>Of <see cref="Shard"/>, the levels to build: for runners that hand over packages only when they end.</summary>
    public Share Round { get; init; } = Share.Whole;

    /// <summary>How long to wait for packages that other shards owe; what is not there then is built here.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Where packages are taken from, the first that has one.</summary>
    public ImmutableArray<BinhostAddress> Binhosts { get; init; } = [];

    /// <summary>Files with OpenPGP public keys: packages from binhosts, and those that are published, must be signed by one of them. Empty asks for no signature.</summary>
    public ImmutableArray<HostPath> Keys { get; init; } = [];

    /// <summary>The folder that a web server serves; null for one below the output folder.</summary>
    public HostPath? PublishTo { get; init; }

    /// <summary>Publishing removes what PKGDIR has not.</summary>
    public bool Prune { get; init; }

    /// <summary>Its binhosts for those who fetch from them.</summary>
    /// <param name="store">Where indices are kept between runs.</param>
    public BinhostSet Fetching(HostPath store) => new([.. Binhosts.Select(address => new BinaryRepository(address))], new BinhostStore(store, []), new Transfers(new TransferPatience()));

    /// <summary>All that is contradictory about it, at once.</summary>
    public IEnumerable<string> Problems
    {
        get
        {
            if (Shard is null && Round != Share.Whole) yield return $"--round {Round} is of a shard: name it with --shard";
            if (Shard is not null && Binhosts.IsEmpty && PublishTo is null && Shard != Share.Whole && Round != Share.Whole)
                yield return $"--round {Round} takes from --share-from what earlier rounds made, and none is named";
            if (Prune && Shard is not null) yield return "--prune would remove what other shards publish";
        }
    }
}
