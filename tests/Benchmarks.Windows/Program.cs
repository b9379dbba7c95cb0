using System.Runtime.Versioning;
using System.Text.Json;
using Octopus.Tests.Benchmarks.Actions;
using Octopus.Tests.Benchmarks.Lanes;
using Octopus.Tests.Benchmarks.Payload;

[assembly: SupportedOSPlatform("windows")]

if (args is [LibraryLoad.Command, var library])
    return LibraryLoad.Run(library);

const string Welcome = "E2E_ENABLED";
if (Environment.GetEnvironmentVariable(Welcome) != "true" || !Environment.IsPrivilegedProcess)
{
    await Console.Error.WriteLineAsync($"The benchmark installs packages and services on this machine and removes them again. Elevated: {Environment.IsPrivilegedProcess}. To accept that, set {Welcome} to true.");
    return 1;
}

var lane = LaneOptions.Parse(args);
var rounds = lane.Way.StartsWith(LaneOptions.Payload, StringComparison.Ordinal)
    ? new PayloadLane(lane).Run()
    : await Lane.Run(lane, lane.Way switch
    {
        "ours" => new Upgrade(lane),
        "rows" => new ServiceControlRows(lane),
        "upgrader" => new VendorUpgrader(),
        "processes" => new ProcessStarts(),
        "actions" => new ActionTimes(lane),
        _ => throw new ArgumentException($"There is no way '{lane.Way}'."),
    });
await File.WriteAllTextAsync(lane.Output, JsonSerializer.Serialize(rounds));
return 0;
