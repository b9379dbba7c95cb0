using System.Runtime.Versioning;
using Microsoft.Testing.Platform.Builder;
using Octopus.Tests.Contracts;
using Octopus.Tests.Support;

[assembly: SupportedOSPlatform("windows")]

if (args is [ServiceProgram.Option, var behaviour])
    return ServiceProgram.Run(ServiceBehaviour.Parse(behaviour));
if (ChildProgram.Run(args) is { } exitCode)
    return exitCode;

KeptMethods.Hold(System.Reflection.Assembly.GetExecutingAssembly());
var builder = await TestApplication.CreateBuilderAsync(args);
builder.AddSelfRegisteredExtensions(args);
using var application = await builder.BuildAsync();
return await application.RunAsync();
