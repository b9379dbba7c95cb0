using Octopus.Services;

namespace Octopus.Manager.Hosting;

/// <summary>Errors of the web application go to the event log, with everything that a page does not tell.</summary>
internal sealed class EventLogProvider(IEventLog events) : ILoggerProvider
{
    /// <summary>The Manager met an error that it did not expect.</summary>
    public const int ErrorEvent = 10;

    public ILogger CreateLogger(string categoryName) => new EventLogger(events, categoryName);

    public void Dispose()
    {
        // The log belongs to whoever made it.
    }

    private sealed class EventLogger(IEventLog events, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                events.Write(EventSeverity.Error, ErrorEvent, $"Octopus Manager: {formatter(state, exception)}\n{category}\n{exception}");
        }
    }
}
