// The compiler's tests share nothing; the tests of the package share one build, which Lazy makes once.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
