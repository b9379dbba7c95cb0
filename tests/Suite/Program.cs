using Octopus.Tests.Suite;

// Runs what the build made: 'test' every test program, one after the other, and adds up; 'demo' and 'manager' a
// program that tests nothing. One built for Windows is given to Wine where there is no Windows.
return args switch
{
    ["test"] => await TestSuite.Run(TestProjects.All()),
    ["test", var name] => await TestSuite.Run([TestProjects.Named(name)]),
    ["demo"] => await WindowsProgram.Run(BuiltProgram.Of("E2E"), "demo"),
    ["manager"] => await WindowsProgram.RunUntilCtrlC(BuiltProgram.Of("Manager.Tests"), "demo"),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: test [PROJECT] | demo | manager");
    return 2;
}
