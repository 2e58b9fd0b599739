using System.Globalization;
using Serilog;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;

namespace Stage3.Progress;

/// <summary>Shows a run as one line a package, and what packages want people to read.</summary>
internal sealed class PackageLines(string step) : IProgress<EmergeEvent>
{
    /// <inheritdoc/>
    public void Report(EmergeEvent value)
    {
        switch (value)
        {
            case PackageFinished finished:
                Finished(finished);
                break;
            case PackageMessage { Level: "ewarn" or "eerror" or "eqawarn" } message:
                Log.Warning("{Step:l} {Package:l}: {Text:l}", step, message.Package.ToString(), message.Text);
                break;
            case PackageMessage message:
                Log.Information("{Step:l} {Package:l}: {Text:l}", step, message.Package.ToString(), message.Text);
                break;
            case UnpatchedFound { Found: var found } unpatched:
                Log.Warning("{Step:l} {Package:l}: {Found:l}; it is not used, and is built anew where anything is built", step, unpatched.Package.ToString(), found.ToString());
                break;
            case MergedIntoHost merged:
                Log.Warning("{Step:l} {Package:l} went into the build host itself, as --allow-host-merge allows", step, merged.Package.ToString());
                break;
            case FetchStarted fetch:
                Log.Information("{Step:l} fetching {Address:l}", step, fetch.Address);
                break;
            case RunWarning warning:
                Log.Verbose("{Step:l} emerge: {Text:l}", step, warning.Text);
                break;
            case PhaseStarted started:
                Log.Verbose("{Step:l} {Package:l}: {Phase:l}", step, started.Package.ToString(), started.Phase);
                break;
        }
    }

    private void Finished(PackageFinished finished)
    {
        var total = finished.Total.ToString(CultureInfo.InvariantCulture);
        var done = finished.Done.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        var what = finished.Origin == PackageOrigin.Source ? "built " : "merged";
        var elapsed = finished.Elapsed.ToString(@"m\:ss", CultureInfo.InvariantCulture);
        Log.Information("{Step:l} [{Done:l}/{Total:l}] {Elapsed:l} {What:l} {Package:l}", step, done, total, elapsed, what, finished.Package.ToString());
    }
}
