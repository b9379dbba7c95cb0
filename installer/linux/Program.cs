using PackageCompiler.Source;
using PackageCompiler.Tools;

namespace PackageCompiler;

internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            Compilation.Run(Options.Parse(args));
            return 0;
        }
        catch (SourceException error)
        {
            Console.Error.WriteLine(error.Message);
        }
        catch (ToolException error)
        {
            Console.Error.WriteLine(error.Message);
        }
        catch (IOException error)
        {
            Console.Error.WriteLine($"PackageCompiler: error: {error.Message}");
        }
        return 1;
    }
}
