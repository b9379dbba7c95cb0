using System.Runtime.Versioning;
using Microsoft.Testing.Platform.Builder;
using Octopus.Tests.E2E;
using Octopus.Tests.E2E.Demo;
using Octopus.Tests.Support;

[assembly: SupportedOSPlatform("windows")]
[assembly: DoNotParallelize]

if (args is [ServiceProgram.Option, var behaviour])
    return ServiceProgram.Run(ServiceBehaviour.Parse(behaviour));
if (args is ["demo"])
    return await DemoProgram.Run();

KeptMethods.Hold(System.Reflection.Assembly.GetExecutingAssembly());
var builder = await TestApplication.CreateBuilderAsync(args);
builder.AddSelfRegisteredExtensions(args);
using var application = await builder.BuildAsync();
return await application.RunAsync();
