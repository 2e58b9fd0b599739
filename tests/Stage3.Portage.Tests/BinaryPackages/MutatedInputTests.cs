using System.Text;
using CsCheck;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>Whatever bytes there are: read, or refused with a reason, in little memory. Packages have their own in <see cref="MutatedPackageTests"/>, tar among the archives.</summary>
public sealed class MutatedInputTests
{
    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_indices_are_read_or_refused_and_nothing_else()
    {
        var good = Encoding.UTF8.GetBytes("ARCH: amd64\nPACKAGES: 2\nTIMESTAMP: 1\nVERSION: 0\nREPO: main\n\nBUILD_ID: 1\nCPV: app/one-1\nDEPEND: a/b[c?] || ( d/e:0= f/g )\nMD5: d41d8cd98f00b204e9800998ecf8427e\nPATH: app/one/one-1-1.gpkg.tar\nSIZE: 12\n\nCPV: app/two-2_rc1-r3\nSLOT: 2/3\nMTIME: 5\nUSE: a b\n\n");
        Mutation.Any.Sample(mutation => Bounded.Try(() => PackagesIndex.Parse(Encoding.UTF8.GetString(mutation.Of(good)), HostPath.Parse("/Packages"))), iter: FuzzCount.Or(2000), threads: 1);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_CONTENTS_are_read_or_refused_and_what_is_read_is_written_the_same()
    {
        var good = Encoding.UTF8.GetBytes("dir /usr\ndir /usr/with blank\nobj /usr/with blank/x -> y d41d8cd98f00b204e9800998ecf8427e 12\nsym /usr/link -> ../to nowhere 1700000000\nfif /run/pipe\ndev /dev/null\n");
        Mutation.Any.Sample(
            mutation => Bounded.Try(() =>
            {
                var contents = Contents.Parse(mutation.Of(good), HostPath.Parse("/CONTENTS"));
                var text = contents.ToBytes();
                Contents.Parse(text, HostPath.Parse("/CONTENTS")).ToBytes().AsSpan().SequenceEqual(text).Should().BeTrue();
            }),
            iter: FuzzCount.Or(2000), threads: 1);
    }
}
