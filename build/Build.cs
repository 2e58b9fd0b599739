using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;
using Stage3;
using Stage3.Invocation;
using Stage3.Linux;
using Stage3.Packaging;
using Stage3.Tasks;

/// <summary>
/// The targets of this repository: one call each. Read from PatchEclass down to Package, they are the way from a
/// specification to a stage3. <c>./build.sh --help</c> lists them.
/// </summary>
sealed partial class Build : NukeBuild
{
    public static int Main() => Session.Run<Build>(() => Execute<Build>(build => build.Package), nameof(Test), nameof(Fuzz), nameof(Bench), nameof(Diff), nameof(Publish), nameof(Workflow));

    [Parameter("The stage to build: a file like those in specs/. By default the sample")]
    readonly AbsolutePath? Spec;

    [Parameter("The repository to build from, where it is not the one that the specification names; VerifyPatches takes several")]
    readonly AbsolutePath[]? Tree;

    [Parameter("Where binary packages are kept. By default below --work-dir")]
    readonly AbsolutePath? PkgDir;

    [Parameter("Where roots, logs and what was fetched are kept between runs. By default work/")]
    readonly AbsolutePath WorkDir = RootDirectory / "work";

    [Parameter("Where the finished stage goes. By default output/")]
    readonly AbsolutePath Output = RootDirectory / "output";

    [Parameter("What builds and merges packages: auto (what fits the specification and the machine), portage or embedded")]
    readonly EngineChoice Engine = EngineChoice.Auto;

    [Parameter("A root for VerifyChroot to look at, read-only, instead of the pipeline's: any folder with a system in it")]
    readonly AbsolutePath? Chroot;

    [Parameter("A tarball for VerifyChroot to look at, likewise")]
    readonly AbsolutePath? Archive;

    [Parameter("How small the tarball shall be: fast, default (what the specification says) or best")]
    readonly CompressionEffort Compression = CompressionEffort.Default;

    [Parameter("The OpenPGP key to sign the tarball with, as gpg names keys. By default it is not signed")]
    readonly string? Sign;

    [Parameter("How often each property is tried by Fuzz"), Range(1, int.MaxValue)]
    readonly int Count = 10_000;

    [Parameter("Which tests or benchmarks to run, in the words of 'dotnet test --filter' or BenchmarkDotNet's '--filter'")]
    readonly string? Filter;

    Pipeline? _pipeline;

    Pipeline Pipeline => _pipeline ??= Pipeline.Create(
        new PipelineRequest(HostPath.Parse(RootDirectory))
        {
            Spec = Spec.AsHostPath(),
            Tree = Tree.AsOneHostPath("--tree"),
            PkgDir = PkgDir.AsHostPath(),
            WorkDir = HostPath.Parse(WorkDir),
            Output = HostPath.Parse(Output),
            Chroot = Chroot.AsHostPath(),
            Archive = Archive.AsHostPath(),
            FailOn = FailureBar.Parse(FailOn),
            Old = Old.AsHostPath(),
            New = New.AsHostPath(),
            Builds = Builds,
            Engine = Engine,
            Portage = Portage.AsHostPath(),
            Seed = Seed.AsHostPath(),
            SeedKeys = SeedKey.AsHostPaths(),
            AllowHostMerge = AllowHostMerge,
            Sharing = Sharing,
            Compression = Compression,
            SigningKey = Sign,
            Binhosts = [.. Binhost ?? []], World = [.. World ?? []],
            SharedStores = [.. (SharedStore ?? []).Select(folder => HostPath.Parse(System.IO.Path.GetFullPath(folder)))],
            UnpackedStore = UnpackedStore.AsWholePath("--unpacked-store"),
            Assembles = InvokedTargets.Any(target => target.Name == nameof(Assemble)),
            Jobs = PackageJobs,
            Scale = Scale,
        },
        Session.Stop);

    Target PatchEclass => _ => _
        .Description("Make user.eclass act on ROOT, in an overlay: the tree itself is never changed")
        .Executes(() => Pipeline.PatchEclassAsync());

    Target Template => _ => _
        .Description("Lay out the roots: make.conf, profile, package.* and world as the specification says")
        .DependsOn(PatchEclass)
        .Executes(() => Pipeline.TemplateAsync());

    Target Prepare => _ => _
        .Description("Build a binary package of everything in the world, in a root that is thrown away")
        .DependsOn(Template)
        .Executes(() => Pipeline.PrepareAsync());

    Target Bootstrap => _ => _
        .Description("Merge what making accounts needs into the clean root, before anything asks for it")
        .DependsOn(Prepare)
        .Executes(() => Pipeline.BootstrapAsync());

    Target Merge => _ => _
        .Description("Merge the world into the clean root, from binary packages alone")
        .DependsOn(Bootstrap)
        .OnlyWhenStatic(() => Chroot == null && Archive == null)
        .Executes(() => Pipeline.MergeAsync());

    Target VerifyChroot => _ => _
        .Description("Check the finished root: its accounts first; nothing is packed on an error")
        .DependsOn(Merge)
        .Executes(() => Pipeline.VerifyChrootAsync());

    Target Package => _ => _
        .Description("Pack the root into a stage3 tarball, read it back, and write its digest beside it")
        .DependsOn(VerifyChroot)
        .Requires(() => Chroot == null && Archive == null)
        .Executes(() => Pipeline.PackageAsync());

    // Not to be mistaken for --plan, which shows targets.
    new Target Plan => _ => _
        .Description("Show what would be built and merged, package by package, and do none of it")
        .DependsOn(Template)
        .Executes(() => Pipeline.PlanAsync());

    Target BootTest => _ => _
        .Description("Boot a copy of the finished stage in qemu and ask its system bus for an answer")
        .DependsOn(Package)
        .Executes(() => Pipeline.BootTestAsync());

    Target Test => _ => _
        .Description("Build the solution and run all its tests, the whole sample pipeline among them")
        .Executes(() => TestRun.All(RootDirectory, Filter).RunAsync(Session.Stop));

    Target Fuzz => _ => _
        .Description("Run the property tests alone, each --count times")
        .Executes(() => TestRun.Fuzz(RootDirectory, Count, Filter).RunAsync(Session.Stop));

    Target Bench => _ => _
        .Description("Run the benchmarks, which print ratios: ours against what is there already")
        .Executes(() => BenchmarkRun.RunAsync(RootDirectory, Filter, Session.Stop));

    Target Clean => _ => _
        .Description("Remove roots, packages and what was fetched; finished stages stay")
        .Before(PatchEclass)
        .Executes(() => Pipeline.CleanAsync());
}
