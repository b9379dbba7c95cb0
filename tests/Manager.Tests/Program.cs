using Microsoft.Testing.Platform.Builder;
using Octopus.Tests.Manager;
using Octopus.Tests.Manager.Demo;

return args is ["demo"] ? await ManagerDemo.Run() : await RunTests(args);

static async Task<int> RunTests(string[] args)
{
    var builder = await TestApplication.CreateBuilderAsync(args);
    builder.AddSelfRegisteredExtensions(args);
    using var application = await builder.BuildAsync();
    return await application.RunAsync();
}
