using Stage3.Linux;
using Stage3.RootComparison;

// RootComparison [--merged] LEFT RIGHT: two roots that two engines made of the same command, entry by entry; merged of the same binary packages, times count too. Needs to read all of them.
var isMerged = args is ["--merged", ..];
if (args[(isMerged ? 1 : 0)..] is not [var left, var right] || !Directory.Exists(left) || !Directory.Exists(right))
{
    Console.Error.WriteLine("usage: RootComparison [--merged] LEFT RIGHT, two folders: roots that the same emerge command made");
    return 2;
}

var allowed = isMerged ? AllowedDifferences.OfMerging : AllowedDifferences.OfBuilding;
var (ours, theirs) = (RootListing.OfFolder(HostPath.Parse(Path.GetFullPath(left)), isMerged), RootListing.OfFolder(HostPath.Parse(Path.GetFullPath(right)), isMerged));
var all = ours.DifferencesTo(theirs);
var differences = ours.DifferencesTo(theirs, allowed);
foreach (var difference in differences) Console.WriteLine(difference);
Console.WriteLine($"{ours.Entries.Count} and {theirs.Entries.Count} entries, {all.Length - differences.Length} differ as they may, {differences.Length} as they may not");
foreach (var each in allowed) Console.WriteLine($"  may differ: {each.Paths}: {each.Reason}");
return differences.IsEmpty ? 0 : 1;
