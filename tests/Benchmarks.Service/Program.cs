using System.Runtime.Versioning;
using Octopus.Tests.Benchmarks.Service;

[assembly: SupportedOSPlatform("windows")]

return BenchmarkService.Run(ServiceOptions.Parse(args));
