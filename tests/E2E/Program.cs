using System.Runtime.Versioning;
using Microsoft.Testing.Platform.Builder;
using Octopus.Tests.E2E;
using Octopus.Tests.E2E.Demo;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Matrix;
using Octopus.Tests.E2E.PowerCut;
using Octopus.Tests.Support;

[assembly: SupportedOSPlatform("windows")]
[assembly: DoNotParallelize]

// The same executable plays whatever a journey needs beside the product.
return args switch
{
    [ServiceProgram.Option, var behaviour] => ServiceProgram.Run(ServiceBehaviour.Parse(behaviour)),
    [TestPoint.Option, _, var action] => TestPoint.Act(action),
    [InstallerHandler.Option, var package, var log, var cancelDuring, var properties] => InstallerHandler.Run(package, log, cancelDuring, properties),
    [SystemInstaller.Option, var commandLine] => SystemInstaller.Serve(commandLine),
    [PowerCutProgram.Option, "arrange", var place] => await PowerCutProgram.Arrange(place),
    [PowerCutProgram.Option, "verify", var place, var version] => await PowerCutProgram.Verify(place, version),
    [PowerCutProgram.Option, "nothing-to-do"] => PowerCutProgram.VerifyNothingToDo(),
    ["demo"] => await DemoProgram.Run(),
    _ => await RunTests(args),
};

static async Task<int> RunTests(string[] args)
{
    KeptMethods.Hold(System.Reflection.Assembly.GetExecutingAssembly());
    var builder = await TestApplication.CreateBuilderAsync(args);
    builder.AddSelfRegisteredExtensions(args);
    using var application = await builder.BuildAsync();
    var exitCode = await application.RunAsync();
    MatrixTable.Publish();
    return exitCode;
}
