using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>What a service of ours is told on its command line, read as the program reads it that it starts.</summary>
public sealed class ServiceArguments
{
    private const string Instance = "instance";

    private readonly List<string> _words;
    private readonly Application? _application;

    /// <summary>Takes a command line apart.</summary>
    /// <param name="image">The command line of the service.</param>
    public ServiceArguments(ImagePath image)
    {
        _words = CommandWords.Split(image.Arguments);
        var executable = WindowsPath.FileName(image.Executable);
        _application = Application.All.FirstOrDefault(application => application.Executable.Equals(executable, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether it starts an agent, and not another command or nothing.</summary>
    public bool RunsAgent => Begins("run") || Begins("agent");

    /// <summary>Whether it starts the watchdog.</summary>
    public bool RunsWatchdog => Begins("watchdog", "run");

    /// <summary>The instance it runs; <see langword="null"/> when it names none and there is none that the program would take then.</summary>
    public string? InstanceName
    {
        get
        {
            var at = _words.FindIndex(word => OptionWord.Parse(word) is { } option && option.Is(Instance));
            if (at < 0)
                return RunsAgent ? _application?.DefaultInstance : null;
            var rest = OptionWord.Parse(_words[at])!.Value.Rest;
            var value = rest.Length > 0 ? rest.Substring(1) : _words.Skip(at + 1).FirstOrDefault(word => word is not ("=" or ":"));
            return string.IsNullOrEmpty(value) ? null : value;
        }
    }

    private bool Begins(params string[] commands) =>
        _words.Count >= commands.Length && commands.Zip(_words, (command, word) => command.Equals(word, StringComparison.OrdinalIgnoreCase)).All(same => same);
}
