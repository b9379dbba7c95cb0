using System.Runtime.Versioning;

// Each test runs an agent of its own: nothing is shared.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

// The agent's sources are for Windows; what is tested of them runs everywhere.
[assembly: SupportedOSPlatform("windows")]
