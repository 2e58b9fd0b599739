namespace Stage3.Eclasses.Probing;

/// <summary>Tells from the state that a call left where it looked and what it changed.</summary>
internal static class CallJudge
{
    public static IEnumerable<FunctionAnswer> Answers(ProbeScenario scenario) =>
        from call in scenario.Calls
        let answer = Judge(scenario, call)
        where answer is not null
        select new FunctionAnswer(
            answer.Value.Function, scenario.Eapi, answer.Value.Answer, call.Output.Length > 0 ? call.Output : call.Said);

    private static (string Function, Answer Answer)? Judge(ProbeScenario scenario, ProbeCall call) => call.Name switch
    {
        "entry-of-root" => ("egetent (name known to ROOT)", Reads(call, call.Output.StartsWith("rootonly:", StringComparison.Ordinal), call.Output.Length == 0)),
        "entry-of-host" => ("egetent (name known to the host)", Reads(call, call.Output.Length == 0, call.Output.StartsWith("hostonly:", StringComparison.Ordinal))),
        "group-of-root" => ("egetent group", Reads(call, call.Output.StartsWith("rootextra:", StringComparison.Ordinal), call.Output.Length == 0)),
        "home-of-both" => ("egethome", Reads(call, call.Output == "/root/shared", call.Output == "/host/shared")),
        "groups-of-both" => ("egetgroups", Reads(call, call.Output == "shared,rootextra", call.Output == "shared,hostextra")),
        "name-of-id" => ("egetusername", Reads(call, call.Output == "shared", call.Output.Length == 0)),
        "new-group" => ("enewgroup", Made(scenario, call, "group", "newgroup")),
        "new-user" => ("enewuser", Made(scenario, call, "passwd", "newuser")),
        "new-group-of-host" => ("enewgroup (name known to the host)", Made(scenario, call, "group", "hostonly")),
        "new-user-of-host" => ("enewuser (name known to the host)", Made(scenario, call, "passwd", "hostonly")),
        "set-home" => ("esethome", Changed(scenario, call, 5, "/var/lib/moved")),
        "set-shell" => ("esetshell", Changed(scenario, call, 6, "/bin/probe")),
        "set-comment" => ("esetcomment", Changed(scenario, call, 4, "probe")),
        "set-groups" => ("esetgroups", Changed(scenario, call, 3, scenario.Field(ProbeMode.Root, "group", "newgroup", 2) ?? "-")),
        "group" => ("pkg_preinst of an acct-group", Made(scenario, call, "group", "probe")),
        "user" => ("pkg_preinst of an acct-user", Made(scenario, call, "passwd", "probe")),
        // The shell is the same on both sides, and a look-up by prefix is a fault of its own (ScenarioJudge).
        _ => null,
    };

    private static Answer Reads(ProbeCall call, bool root, bool host) =>
        call.Died ? Answer.Dies : root ? Answer.ReadsRoot : host ? Answer.ReadsHost : Answer.Fails;

    private static Answer Made(ProbeScenario scenario, ProbeCall call, string file, string name)
    {
        var onHost = name != "hostonly" && scenario.Has(ProbeMode.Host, file, name);
        if (onHost) return Answer.WritesHost;
        // Made, and then died of something else, is not made.
        return call.Died ? Answer.Dies
            : scenario.Has(ProbeMode.Root, file, name) ? Answer.WritesRoot
            : call.Status == 0 ? Answer.SkipsSilently
            : Answer.Fails;
    }

    private static Answer Changed(ProbeScenario scenario, ProbeCall call, int field, string value)
    {
        // What the group is called is ROOT's id there; any other primary group on the host is a change.
        var host = scenario.Field(ProbeMode.Host, "passwd", "shared", field);
        var changedHost = field == 3 ? host != "160" : host == value;
        return changedHost ? Answer.WritesHost
            : call.Died ? Answer.Dies
            : scenario.Field(ProbeMode.Root, "passwd", "shared", field) == value ? Answer.WritesRoot
            : call.Status == 0 ? Answer.SkipsSilently
            : Answer.Fails;
    }
}
