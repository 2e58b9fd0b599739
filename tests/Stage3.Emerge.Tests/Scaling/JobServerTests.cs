using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Emerge.Tests.Running;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>All packages of a run share the jobs of make.</summary>
public sealed class JobServerTests
{
    // What make does from 4.4 on, which not every machine has: one job after the other without a token, and one beside for each token.
    private const string Client = """
        src_compile() {
        	python3 - "${MAKEFLAGS}" "${T}/log" <<-'END' || die "the jobs failed"
        		import os, re, sys, threading, time
        		pipe = os.open(re.search(r"--jobserver-auth=fifo:(\S+)", sys.argv[1]).group(1), os.O_RDWR | os.O_NONBLOCK)
        		(log, left) = ([], [1, 2, 3, 4])
        		def job():
        		    begun = time.time()
        		    time.sleep(0.3)
        		    log.append((begun, time.time()))
        		def own():
        		    while left:
        		        left.pop()
        		        job()
        		def further():
        		    while left:
        		        try: token = os.read(pipe, 1)
        		        except BlockingIOError: time.sleep(0.01); continue
        		        if left: left.pop(); job()
        		        os.write(pipe, token)
        		threads = [threading.Thread(target=own)] + [threading.Thread(target=further) for _ in range(3)]
        		for each in threads: each.start()
        		for each in threads: each.join()
        		open(sys.argv[2], "w").write("".join("%f %f\n" % each for each in log))
        	END
        }
        src_install() {
        	insinto /usr/share/jobs
        	newins "${T}/log" "${PN}"
        }
        """;

    [FactNeeding(Need.Portage, Need.Root, "python3")]
    public async Task Packages_together_run_no_more_jobs_than_were_asked_for()
    {
        using var world = new PortageWorld();
        string[] packages = ["app-misc/one", "app-misc/two", "app-misc/three"];
        foreach (var package in packages) world.Ebuild($"{package}-1", Client);
        var settings = await world.SettingsAsync();

        await new PortageEmerge(settings with { Scale = new BuildScale { Make = new MakeJobs(5, null) { Shared = true } } })
            .RunAsync(world.Command(packages) with { Jobs = Jobs.Of(3) }, new Progress<Events.EmergeEvent>(), CancellationToken.None);

        var times = packages.SelectMany(package => File.ReadAllLines((world.Root.Path / "usr/share/jobs" / package.Split('/')[1]).Value))
            .Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()).ToList();
        times.Should().HaveCount(12);
        var most = times.Max(job => times.Count(other => other[0] <= job[0] && job[0] < other[1]));
        // Portage that knows tokens takes one for each package; before that, the first job of each package has none.
        most.Should().BeLessThanOrEqualTo(settings.Installation.Features.Contains("jobserver-token") ? 5 : 4 + packages.Length);
        most.Should().BeGreaterThan(1, "jobs do run at the same time");
    }

    [Fact]
    public void Where_make_could_not_be_told_of_it_it_is_refused()
    {
        using var scratch = new Scratch();
        var open = () => JobServer.Open(Linux.HostPath.Parse(scratch["make jobs"]), new MakeJobs(2, null));
        open.Should().Throw<Linux.Stage3Exception>().WithMessage("make cannot be told of a job server*leave out --share-make-jobs*");
    }
}
