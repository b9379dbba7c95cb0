using System.ComponentModel;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>Lets nobody open one process, as Windows does with those of its protected services.</summary>
internal sealed class GuardedProcesses(IProcesses inner, int guarded) : IProcesses
{
    public IRunningProcess? Open(int processId) =>
        processId == guarded ? throw new Win32Exception(5, $"Process {processId}: access denied") : inner.Open(processId);

    public IReadOnlyList<ProcessDescription> List() => inner.List();
}
