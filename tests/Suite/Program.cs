using Octopus.Tests.Suite;

// Runs what the build made: 'test' every test program, one after the other, and adds up; 'demo' and 'bench' a program that tests
// nothing. One built for Windows is given to Wine where there is no Windows.
return args switch
{
    ["test"] => await TestSuite.Run(TestProjects.All()),
    ["test", var name] => await TestSuite.Run([TestProjects.Named(name)]),
    ["demo"] => await WindowsProgram.Run(BuiltProgram.Of("E2E"), "demo"),
    ["bench"] => await WindowsProgram.Run(BuiltProgram.Of("Benchmarks")),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: test [PROJECT] | demo | bench");
    return 2;
}
