using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>What a run shows besides its log: help, plan and summary.</summary>
internal static class Outcome
{
    public static int Help(NukeBuild build, IEnumerable<ExecutableTarget> targets)
    {
        Console.WriteLine($"{Environment.NewLine}Targets, with those that they depend on:{Environment.NewLine}");
        foreach (var target in targets.Where(target => target.Listed))
        {
            var needs = target.Dependencies.Count == 0 ? "" : $" -> {string.Join(", ", target.Dependencies.Select(other => other.Name))}";
            Console.WriteLine($"  {target.Name + (target.IsDefault ? " (default)" : ""),-20}{needs}".TrimEnd());
            if (target.Description.Length > 0) Console.WriteLine($"      {target.Description}");
        }
        var members = build.GetType().GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Select(member => (Host: member.DeclaringType == typeof(NukeBuild), Attribute: member.GetCustomAttribute<ParameterAttribute>(), member.Name))
            .Where(member => member.Attribute is { List: true }).Select(member => member with { Name = member.Attribute!.Name ?? member.Name });
        foreach (var group in members.OrderBy(member => member.Name, StringComparer.Ordinal).GroupBy(member => member.Host).OrderBy(group => group.Key))
        {
            Console.WriteLine($"{Environment.NewLine}{(group.Key ? "Parameters of the host:" : "Parameters:")}{Environment.NewLine}");
            foreach (var (_, attribute, name) in group) Console.WriteLine($"  {Parameters.Dashed(name),-18}  {attribute!.Description}");
        }
        return 0;
    }

    public static int Plan(List<ExecutableTarget> plan)
    {
        Console.WriteLine($"{Environment.NewLine}These targets would run, in this order:{Environment.NewLine}");
        foreach (var target in plan) Console.WriteLine($"  {target.Name,-20}  {target.Description}".TrimEnd());
        return 0;
    }

    public static void Summary(NukeBuild build, List<ExecutableTarget> plan)
    {
        var width = Math.Max(19, plan.Max(target => target.Name.Length) + 4);
        string Row(string name, string status, string duration) => name.PadRight(width) + status.PadRight(10) + duration.PadLeft(10);
        static string Time(TimeSpan time) => time.TotalSeconds < 1 ? "< 1sec" : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
        var (thick, thin) = (new string('═', width + 20), new string('─', width + 20));

        Console.WriteLine($"{Environment.NewLine}{thick}{Environment.NewLine}{Row("Target", "Status", "Duration")}{Environment.NewLine}{thin}");
        foreach (var target in plan.Where(target => target.Status != ExecutionStatus.Collective))
        {
            var ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted;
            var details = string.Join(", ", target.SummaryInformation.Select(pair => $"{pair.Key}: {pair.Value}"));
            Console.WriteLine((Row(target.Name, $"{target.Status}", ran ? Time(target.Duration) : "") + (details.Length > 0 ? $"   // {details}" : "")).TrimEnd());
        }
        var total = TimeSpan.FromTicks(plan.Sum(target => target.Duration.Ticks));
        Console.WriteLine($"{thin}{Environment.NewLine}{Row("Total", "", Time(total))}{Environment.NewLine}{thick}{Environment.NewLine}");
        Console.WriteLine(build.IsSuccessful ? "Build succeeded." : "Build failed.");
    }
}
