using System.Collections.Immutable;
using CsCheck;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Tests.Resolution;

/// <summary>A small world made by chance: packages with slots, USE, choices, blockers and bound slots, some installed, some asked for.</summary>
/// <param name="Available">What can be merged.</param>
/// <param name="Installed">What is there, one in a slot.</param>
/// <param name="Requests">What is asked for.</param>
/// <param name="Options">How.</param>
internal sealed record RandomWorld(Candidate[] Available, Candidate[] Installed, string[] Requests, ResolverOptions Options)
{
    private const int Names = 8;

    internal static Gen<RandomWorld> Any { get; } =
        from builds in Build.Array[1, 24]
        from there in Build.Array[0, 8]
        from requests in Gen.Int[0, Names - 1].Array[1, 3]
        from options in Options_
        select new RandomWorld(
            [.. builds.DistinctBy(build => (build.Name, build.Version, build.IsBinary)).Select(build => build.Candidate(build.IsBinary ? CandidateOrigin.Binary : CandidateOrigin.Source))],
            [.. there.DistinctBy(build => (build.Name, build.Slot)).DistinctBy(build => (build.Name, build.Version)).Select(build => build.Candidate(CandidateOrigin.Installed))],
            [.. requests.Distinct().Select(Name)],
            options);

    /// <summary>The resolution, with all that is given in another order.</summary>
    internal Embedded.Resolution.Resolution Resolve(int seed = 0)
    {
        var random = new Random(seed);
        T[] Mixed<T>(T[] all)
        {
            if (seed == 0) return all;
            var copy = all.ToArray();
            random.Shuffle(copy);
            return copy;
        }

        return Resolver.Resolve(new ResolverInput(new CandidateList(Mixed(Available)), [.. Mixed(Installed)], [.. Requests.Select(name => new ResolverRequest(Atom.Parse(name)))], Options));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        static string Told(Candidate candidate) => $"{candidate.Origin} {candidate} USE={string.Join(' ', candidate.Enabled)} R='{candidate.RuntimeDependencies}' P='{candidate.PostDependencies}' D='{candidate.BuildDependencies}'";
        return string.Join('\n', [.. Available.Concat(Installed).Select(Told), string.Join(' ', Requests), $"{Options}", "steps:", .. Resolve().Steps.Select(step => step.ToString()), .. Resolve().Problems.Select(problem => problem.ToString())]);
    }

    private static string Name(int number) => number == Names - 1 ? "virtual/v" : $"a/p{number}";

    private static Gen<string> Atom_ =>
        from number in Gen.Int[0, Names - 1]
        from version in Gen.Int[1, 3]
        from shape in Gen.Int[0, 11]
        select shape switch
        {
            0 => $">={Name(number)}-{version}",
            1 => $"<{Name(number)}-{version}",
            2 => $"{Name(number)}:{version % 2}",
            3 => $"{Name(number)}:=",
            4 => $"{Name(number)}[x]",
            5 => $"{Name(number)}[-x(-)]",
            6 => $"{Name(number)}[x?]",
            _ => Name(number),
        };

    private static Gen<string> Part =>
        from atoms in Atom_.Array[1, 3]
        from shape in Gen.Int[0, 11]
        select shape switch
        {
            0 or 1 or 2 => $"|| ( {string.Join(' ', atoms)} )",
            3 => $"x? ( {atoms[0]} )",
            4 => $"!{atoms[0].Replace("[x?]", "", StringComparison.Ordinal)}",
            5 => $"!!<{Name(1)}-2",
            _ => atoms[0],
        };

    private static Gen<Package> Build =>
        from number in Gen.Int[0, Names - 1]
        from version in Gen.Int[1, 3]
        from facts in Gen.Select(Gen.Int[0, 1], Gen.Bool, Gen.Bool)
        from run in Part.Array[0, 3]
        from after in Part.Array[0, 1]
        from build in Part.Array[0, 1]
        select new Package(Name(number), version, facts.Item1, facts.Item2, facts.Item3, string.Join(' ', run), string.Join(' ', after), string.Join(' ', build));

    private static Gen<ResolverOptions> Options_ =>
        from update in Gen.Bool
        from deep in Gen.Bool
        from use in Gen.Bool
        from binaries in Gen.Enum<BinaryUse>()
        select new ResolverOptions { Update = update, Deep = deep, ChangedUse = use, Binaries = binaries, Backtrack = 5 };

    private sealed record Package(string Name, int Version, int Slot, bool HasUse, bool IsBinary, string Run, string After, string Build)
    {
        internal Candidate Candidate(CandidateOrigin origin)
        {
            var metadata = EbuildMetadata.Parse(new Dictionary<string, string>
            {
                ["EAPI"] = "8", ["SLOT"] = $"{Slot}/{Version}", ["IUSE"] = "x", ["RDEPEND"] = Run, ["PDEPEND"] = After, ["DEPEND"] = Build,
            });
            ImmutableArray<UseFlag> flags = [UseFlag.Parse("x")];
            return Embedded.Resolution.Candidate.Of(PackageId.Parse($"{Name}-{Version}"), metadata, origin, RepositoryName.Parse("main"), flags, HasUse ? flags : [], []);
        }
    }
}
