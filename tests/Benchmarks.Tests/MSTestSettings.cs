// Each test makes its own machine: nothing is shared.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
