using Octopus.Tests.Suite;

// Runs what the build made: 'test' every test program, one after the other, and adds up; 'demo' the demo. A program built for
// Windows is given to Wine where there is no Windows.
return args switch
{
    ["test"] => await TestSuite.Run(TestProgram.All()),
    ["test", var name] => await TestSuite.Run([TestProgram.Named(name)]),
    ["demo"] => await Demo.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: test [PROJECT] | demo");
    return 2;
}
